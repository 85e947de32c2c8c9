package dev.meridian.edge.observe;

import dev.meridian.edge.settings.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The edge's meters; {@code docs/metrics.md} lists them all. Thread-safe. Labels are regions of tables, models known to the
 * edge, and enums.
 */
public final class EdgeMetrics {
    /** The region and model of what was asked of none. */
    public static final String NONE = "none";

    /** From a cached answer to the longest time that a client may ask for by default, and beyond it. */
    private static final Duration[] WHOLE_REQUEST = {
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5)
    };

    private final PrometheusMeterRegistry registry;
    private final Lookup<String, Lookup<String, PlaceMeters>> places;
    private final Lookup<AnswerKind, Lookup<Outcome, TimeHistogram>> durations;
    private final Lookup<String, Counter> refusals;
    private final LongAdder shedUntold = new LongAdder();
    private final Map<Priority, Counter> shed = new EnumMap<>(Priority.class);
    private final Lookup<String, Counter> tables;
    private final AtomicInteger active = new AtomicInteger();

    public EdgeMetrics(PrometheusMeterRegistry registry) {
        this.registry = registry;
        TimeHistograms firstContent = PlaceMeters.firstContents(registry.getPrometheusRegistry());
        this.places =
                new Lookup<>(region -> new Lookup<>(model -> new PlaceMeters(registry, firstContent, region, model)));
        TimeHistograms whole = new TimeHistograms(
                registry.getPrometheusRegistry(),
                "meridian_edge_request_duration_seconds",
                "Time from the start of an exchange to the end of its answer",
                WHOLE_REQUEST,
                "kind",
                "outcome");
        this.durations = new Lookup<>(kind -> new Lookup<>(outcome -> whole.of(kind.label(), outcome.label())));
        this.refusals = new Lookup<>(
                reason -> counter("refusals", "Requests refused before an exchange began", "reason", reason));
        this.tables =
                new Lookup<>(result -> counter("tables", "Tables received, by what became of them", "result", result));
        for (Priority priority : Priority.values()) {
            shed.put(priority, counter("shed", "Requests refused for lack of capacity", "priority", priority.label()));
        }
        show("exchanges.active", "Requests that are being answered now", active::get);
    }

    /** An exchange has begun. */
    public void begun() {
        active.incrementAndGet();
    }

    /** An exchange has ended. */
    public void ended(AnswerKind kind, Outcome outcome, long nanos) {
        active.decrementAndGet();
        durations.of(kind).of(outcome).record(nanos);
    }

    /**
     * The meters of a model in a region.
     *
     * @param model one of a bounded set, or {@link #NONE}
     */
    public PlaceMeters place(String region, String model) {
        return places.of(region).of(model);
    }

    /** A request was refused before an exchange began. */
    public void refused(String reason) {
        refusals.of(reason).increment();
    }

    /** A request was refused for lack of capacity. */
    public void shed(Priority priority) {
        Objects.requireNonNull(shed.get(priority)).increment();
        shedUntold.increment();
        refused("shed");
    }

    /** How many requests were refused for lack of capacity since the last call. */
    public long drainShed() {
        return shedUntold.sumThenReset();
    }

    /** A table came: applied, or refused for a reason. */
    public void table(String result) {
        tables.of(result).increment();
    }

    /**
     * Shows a value of now.
     *
     * @param name without the edge's prefix
     * @param value asked when somebody looks; NaN where there is none
     */
    public void show(String name, String description, Supplier<Number> value) {
        Gauge.builder("meridian.edge." + name, value).description(description).register(registry);
    }

    /** How many exchanges are running. */
    public int active() {
        return active.get();
    }

    private Counter counter(String name, String description, String label, String value) {
        return Counter.builder("meridian.edge." + name)
                .description(description)
                .tag(label, value)
                .register(registry);
    }
}
