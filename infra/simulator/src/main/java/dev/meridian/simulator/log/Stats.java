package dev.meridian.simulator.log;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts of requests and what is open now. Thread-safe. */
public final class Stats {
    /** Distinct keys that are counted apart; the rest counts as {@code other}. */
    private static final int MAX_KEYS = 1_024;

    private static final String OTHER = "other";

    private final ConcurrentMap<Key, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicLong openConnections = new AtomicLong();
    private final AtomicLong openRequests = new AtomicLong();
    private final AtomicLong openStreams = new AtomicLong();
    private final LongAdder connections = new LongAdder();
    private final LongAdder abandonedUploads = new LongAdder();

    private record Key(String model, String region, int status, Outcome outcome) {}

    /**
     * How many requests ended alike.
     *
     * @param model the model they named; {@code none} where there was none
     * @param region the region they came to
     * @param status of the answer
     * @param outcome what came of them
     * @param requests how many
     */
    public record Count(String model, String region, int status, Outcome outcome, long requests) {}

    /**
     * The statistics at one moment.
     *
     * @param counts of requests that have ended
     * @param connections accepted since the start or the last clearing
     * @param openConnections open now
     * @param openRequests received and not yet ended
     * @param openStreams those of them that asked for a stream
     * @param abandonedUploads requests whose client left before their body was complete
     */
    public record View(
            List<Count> counts,
            long connections,
            long openConnections,
            long openRequests,
            long openStreams,
            long abandonedUploads) {}

    public View view() {
        List<Count> all = counts.entrySet().stream()
                .map(entry -> count(entry.getKey(), entry.getValue().sum()))
                .sorted(Comparator.comparing(Count::model)
                        .thenComparing(Count::region)
                        .thenComparingInt(Count::status)
                        .thenComparing(Count::outcome))
                .toList();
        return new View(
                all,
                connections.sum(),
                openConnections.get(),
                openRequests.get(),
                openStreams.get(),
                abandonedUploads.sum());
    }

    public void connected() {
        connections.increment();
        openConnections.incrementAndGet();
    }

    public void disconnected() {
        openConnections.decrementAndGet();
    }

    /** A client left before the body of its request was complete. */
    public void uploadAbandoned() {
        abandonedUploads.increment();
    }

    void opened(Entry.Head head) {
        openRequests.incrementAndGet();
        if (head.stream()) {
            openStreams.incrementAndGet();
        }
    }

    void closed(Entry.Head head, Outcome outcome) {
        openRequests.decrementAndGet();
        if (head.stream()) {
            openStreams.decrementAndGet();
        }
        Key key = new Key(nameOf(head.model()), head.region(), head.status(), outcome);
        LongAdder adder = counts.get(key);
        if (adder == null) {
            Key bounded = counts.size() < MAX_KEYS ? key : new Key(OTHER, OTHER, head.status(), outcome);
            adder = counts.computeIfAbsent(bounded, ignored -> new LongAdder());
        }
        adder.increment();
    }

    void clear() {
        counts.clear();
        connections.reset();
        abandonedUploads.reset();
    }

    private static String nameOf(@Nullable String model) {
        return model == null ? "none" : model;
    }

    private static Count count(Key key, long requests) {
        return new Count(key.model(), key.region(), key.status(), key.outcome(), requests);
    }
}
