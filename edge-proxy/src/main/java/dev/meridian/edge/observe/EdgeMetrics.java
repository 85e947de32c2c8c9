package dev.meridian.edge.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The edge's meters. Thread-safe. Labels are regions of tables, models known to the edge, and enums. */
public final class EdgeMetrics {
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
    private final Map<RequestKey, Counter> requests = new ConcurrentHashMap<>();
    private final Map<AttemptKey, Counter> attempts = new ConcurrentHashMap<>();
    private final Map<String, Timer> firstContent = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Map<String, Counter> tables = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();

    public EdgeMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("meridian.edge.exchanges.active", active, AtomicInteger::get)
                .description("Requests that are being answered now")
                .register(registry);
    }

    /** An exchange has begun. */
    public void begun() {
        active.incrementAndGet();
    }

    /** An exchange has ended; region and model are empty where none answered. */
    public void ended(String region, String model, Outcome outcome) {
        active.decrementAndGet();
        requests.computeIfAbsent(new RequestKey(region, model, outcome), this::requestCounter)
                .increment();
    }

    /** An attempt has ended; the result is {@code ok} or a fault. */
    public void attempt(String region, String result) {
        attempts.computeIfAbsent(new AttemptKey(region, result), this::attemptCounter)
                .increment();
    }

    /** An attempt's answer has come to its first content. */
    public void firstContent(String region, long nanos) {
        firstContent.computeIfAbsent(region, this::firstContentTimer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A request was refused before an exchange began. */
    public void refused(String reason) {
        refusals.computeIfAbsent(reason, this::refusalCounter).increment();
    }

    /** A table came: applied, or refused for a reason. */
    public void table(String result) {
        tables.computeIfAbsent(result, this::tableCounter).increment();
    }

    /** Shows the table in use. */
    public void showTable(Supplier<Number> epoch, Supplier<Number> version) {
        Gauge.builder("meridian.edge.table.epoch", epoch)
                .description("Epoch of the table in use")
                .register(registry);
        Gauge.builder("meridian.edge.table.version", version)
                .description("Version of the table in use")
                .register(registry);
    }

    /** How many exchanges are running. */
    public int active() {
        return active.get();
    }

    private Counter requestCounter(RequestKey key) {
        return Counter.builder("meridian.edge.requests")
                .description("Requests by the region and model that answered")
                .tag("region", key.region())
                .tag("model", key.model())
                .tag("outcome", key.outcome().label())
                .register(registry);
    }

    private Counter attemptCounter(AttemptKey key) {
        return Counter.builder("meridian.edge.attempts")
                .description("Upstream calls by region and by whose fault they failed")
                .tag("region", key.region())
                .tag("result", key.result())
                .register(registry);
    }

    private Timer firstContentTimer(String region) {
        return Timer.builder("meridian.edge.first.content")
                .description("Time from the start of an attempt to its first content")
                .tag("region", region)
                .serviceLevelObjectives(TIME_TO_FIRST_CONTENT)
                .register(registry);
    }

    private Counter refusalCounter(String reason) {
        return Counter.builder("meridian.edge.refusals")
                .description("Requests refused before an exchange began")
                .tag("reason", reason)
                .register(registry);
    }

    private Counter tableCounter(String result) {
        return Counter.builder("meridian.edge.tables")
                .description("Tables received, by what became of them")
                .tag("result", result)
                .register(registry);
    }

    private record RequestKey(String region, String model, Outcome outcome) {}

    private record AttemptKey(String region, String result) {}
}
