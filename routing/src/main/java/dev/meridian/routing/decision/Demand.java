package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many requests a second come to each origin's edges. */
final class Demand {
    /** The most that one origin is believed to ask for, in 1/1000 requests/s: a billion requests a second. */
    static final long MAX_MILLI_RPS = 1_000_000_000_000L;

    private Demand() {}

    /**
     * The demand of every origin whose edges are heard, in 1/1000 requests/s: what they sent on, and what they refused
     * because the table told them to.
     */
    static SortedMap<OriginId, Long> of(Trust trust) {
        SortedMap<OriginId, Long> demand = new TreeMap<>();
        for (Heard<EdgeObservation> heard : trust.observations()) {
            EdgeObservation message = heard.message();
            long requests = message.regions().values().stream()
                    .mapToLong(RegionTraffic::requests)
                    .sum();
            requests += message.shed();
            demand.merge(message.origin(), milliRps(requests, message.interval().toMillis()), Demand::sum);
        }
        return demand;
    }

    /** A count of an interval as a rate, at most {@link #MAX_MILLI_RPS}. */
    static long milliRps(long count, long millis) {
        return Math.min(MAX_MILLI_RPS, Math.round(count * 1e6 / millis));
    }

    private static long sum(long a, long b) {
        return Math.min(MAX_MILLI_RPS, a + b);
    }
}
