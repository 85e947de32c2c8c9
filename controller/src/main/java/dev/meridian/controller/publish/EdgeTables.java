package dev.meridian.controller.publish;

import dev.meridian.controller.report.LatestMessages;
import dev.meridian.routing.decision.Received;
import dev.meridian.routing.report.EdgeObservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which edges do not follow the tables. Of edges that are not heard any more nothing is said. Thread-safe. */
public final class EdgeTables {
    private static final Logger log = LoggerFactory.getLogger(EdgeTables.class);

    /** More names are not read; {@code GET /v1/senders} has them all. */
    private static final int MAX_NAMES = 5;

    private final LatestMessages<EdgeObservation> observations;
    private final TablePublisher publisher;
    private final Duration heardFor;
    private final LongSupplier nanoClock;
    private volatile Seen seen = new Seen(Map.of(), null);

    /**
     * @param heardFor an observation of this age or older counts for nothing
     * @param nanoClock monotonic, in nanoseconds; the publisher's
     */
    public EdgeTables(
            LatestMessages<EdgeObservation> observations,
            TablePublisher publisher,
            Duration heardFor,
            LongSupplier nanoClock) {
        this.observations = observations;
        this.publisher = publisher;
        this.heardFor = heardFor;
        this.nanoClock = nanoClock;
    }

    /** How the edge of an observation follows. */
    public Following of(Received<EdgeObservation> observation) {
        long seen = nanoClock.getAsLong() - observation.age().toNanos();
        return publisher.following(observation.message(), seen);
    }

    /** How many of the edges that are heard follow so, as of the latest {@link #look}. */
    public int count(Following how) {
        return seen.counts().getOrDefault(how, 0);
    }

    /** Which edges are slow or stuck, as of the latest {@link #look}, in a sentence; null where none is. */
    public @Nullable String alarm() {
        return seen.alarm();
    }

    /** Looks again, and says in the log when that changes whether there is an alarm. */
    public void look() {
        Map<Following, List<String>> names = new EnumMap<>(Following.class);
        for (Received<EdgeObservation> one : observations.latest()) {
            if (one.age().compareTo(heardFor) < 0) {
                names.computeIfAbsent(of(one), how -> new ArrayList<>()).add(name(one.message()));
            }
        }
        @Nullable String before = seen.alarm();
        @Nullable
        String now =
                sentence(names.getOrDefault(Following.SLOW, List.of()), names.getOrDefault(Following.STUCK, List.of()));
        Map<Following, Integer> counts = new EnumMap<>(Following.class);
        names.forEach((how, of) -> counts.put(how, of.size()));
        seen = new Seen(counts, now);
        if (now != null && before == null) {
            log.warn("alarm: {}", now);
        } else if (now == null && before != null) {
            log.info("all edges follow the tables again");
        }
    }

    /** What an edge is called: its origin and its name there. */
    public static String name(EdgeObservation edge) {
        return edge.origin() + "/" + edge.sender().name();
    }

    private static @Nullable String sentence(List<String> slow, List<String> stuck) {
        List<String> parts = new ArrayList<>();
        if (!stuck.isEmpty()) {
            parts.add(stuck.size() + " edges are stuck at another table than the published one: " + names(stuck));
        }
        if (!slow.isEmpty()) {
            parts.add(slow.size() + " edges are slow to take the published table: " + names(slow));
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    private static String names(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
        return names.size() <= MAX_NAMES ? first : first + " and " + (names.size() - MAX_NAMES) + " more";
    }

    private record Seen(
            Map<Following, Integer> counts, @Nullable String alarm) {}
}
