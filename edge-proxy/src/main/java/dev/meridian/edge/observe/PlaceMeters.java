package dev.meridian.edge.observe;

import dev.meridian.edge.settings.Price;
import dev.meridian.edge.usage.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one model in one region, made when they are first needed; the registry makes each of them once, whoever asks.
 * After that counting is an addition, which takes no lock and makes nothing. Thread-safe.
 */
public final class PlaceMeters {
    /** Buckets that answer "is it fast" (a cached 10 ms) to "does it hang" (a minute). */
    private static final Duration[] TIME_TO_FIRST_CONTENT = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofMinutes(1)
    };

    private final MeterRegistry registry;
    private final Tags tags;
    private final Lookup<Outcome, Counter> ofClients;
    private final Lookup<Outcome, Counter> ofEdges;
    private final Lookup<String, Counter> attempts;
    private final Supplier<TimeHistogram> firstContents;
    private volatile @Nullable TimeHistogram firstContent;
    private volatile @Nullable UsageMeters usage;
    private volatile @Nullable Repeats repeats;

    PlaceMeters(MeterRegistry registry, TimeHistograms firstContents, String region, String model) {
        this.registry = registry;
        this.firstContents = () -> firstContents.of(region, model);
        this.tags = Tags.of("region", region, "model", model);
        this.ofClients = new Lookup<>(outcome -> requests(outcome, "client"));
        this.ofEdges = new Lookup<>(outcome -> requests(outcome, "edge"));
        this.attempts = new Lookup<>(this::attempts);
    }

    /**
     * A request has ended whose last attempt was made here.
     *
     * @param hop whether another edge sent it, which counts it too
     */
    public void request(Outcome outcome, boolean hop) {
        (hop ? ofEdges : ofClients).of(outcome).increment();
    }

    /** An attempt has ended; the result is {@code ok} or what it failed by. */
    public void attempt(String result) {
        attempts.of(result).increment();
    }

    /** An attempt's answer has come to its first content. */
    public void firstContent(long nanos) {
        TimeHistogram times = firstContent;
        if (times == null) {
            times = firstContents.get();
            firstContent = times;
        }
        times.record(nanos);
    }

    /**
     * An answer has come that this edge's own call to the upstream brought.
     *
     * @param usage what the answer says; null if it says nothing
     * @param own the model's price
     * @param primary that of the chain's first model
     */
    public void used(@Nullable Usage usage, Price own, Price primary) {
        if (usage == null) {
            usageMeters().unknown();
        } else {
            usageMeters().used(usage, own, primary);
        }
    }

    /** A call that came to nothing in time is repeated, here or elsewhere: it may be billed twice. */
    public void repeatedAfterTimeout() {
        repeatMeters().count().increment();
    }

    /** Such a repetition was answered; had the call before it been answered too, that would have cost so much. */
    public void repeatedAfterTimeout(Usage usage, Price own) {
        repeatMeters().cost().increment(UsageMeters.cost(usage, own));
    }

    private UsageMeters usageMeters() {
        UsageMeters meters = usage;
        if (meters == null) {
            meters = new UsageMeters(registry, tags);
            usage = meters;
        }
        return meters;
    }

    private Repeats repeatMeters() {
        Repeats meters = repeats;
        if (meters == null) {
            meters = Repeats.of(registry, tags);
            repeats = meters;
        }
        return meters;
    }

    private Counter requests(Outcome outcome, String from) {
        return Counter.builder("meridian.edge.requests")
                .description("Requests by the region and model that were asked last")
                .tags(tags)
                .tag("outcome", outcome.label())
                .tag("from", from)
                .register(registry);
    }

    private Counter attempts(String result) {
        return Counter.builder("meridian.edge.attempts")
                .description("Upstream calls by whose fault they failed")
                .tags(tags)
                .tag("result", result)
                .register(registry);
    }

    static TimeHistograms firstContents(PrometheusRegistry registry) {
        return new TimeHistograms(
                registry,
                "meridian_edge_first_content_seconds",
                "Time from the start of an attempt to its first content",
                TIME_TO_FIRST_CONTENT,
                "region",
                "model");
    }

    /** Calls that were made again after they had timed out, and what they may have cost. */
    private record Repeats(Counter count, Counter cost) {
        static Repeats of(MeterRegistry registry, Tags tags) {
            return new Repeats(
                    Counter.builder("meridian.edge.timeout.repeats")
                            .description(
                                    "Calls that timed out and were followed by another one, so that both may be billed")
                            .tags(tags)
                            .register(registry),
                    Counter.builder("meridian.edge.timeout.repeats.cost.usd")
                            .description(
                                    "What these calls would have cost, by the tokens of the answer that came instead")
                            .tags(tags)
                            .register(registry));
        }
    }
}
