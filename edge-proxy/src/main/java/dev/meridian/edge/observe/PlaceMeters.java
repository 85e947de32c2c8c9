package dev.meridian.edge.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one model in one region. Whoever counts finds it once and then only adds, which takes no lock and makes
 * nothing. Thread-safe.
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
    private volatile @Nullable Timer firstContent;

    PlaceMeters(MeterRegistry registry, String region, String model) {
        this.registry = registry;
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
        Timer timer = firstContent;
        if (timer == null) {
            timer = firstContentTimer();
            firstContent = timer;
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
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

    /** The registry makes it once, whoever asks. */
    private Timer firstContentTimer() {
        return Timer.builder("meridian.edge.first.content")
                .description("Time from the start of an attempt to its first content")
                .tags(tags)
                .serviceLevelObjectives(TIME_TO_FIRST_CONTENT)
                .register(registry);
    }
}
