package dev.meridian.scenarios.world;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happened, second by second. Read by claims and pictures when the world has ended. */
public final class Ledger {
    private final List<Second> seconds = new ArrayList<>();
    private final SortedMap<Integer, Decision> decisions = new TreeMap<>();
    private Second now;
    private int malformedRefused;
    private int olderApplied;
    private int writesRefused;

    Ledger() {
        now = new Second();
    }

    /** One second of the world. */
    public static final class Second {
        final Map<RegionId, Integer> served = new HashMap<>();
        final Map<RegionId, Integer> attempts = new HashMap<>();
        final Map<RegionId, Double> shares = new HashMap<>();
        final Map<RegionId, Double> capacities = new HashMap<>();
        int arrived;
        int failed;
        int shed;
        double millis;
        double leastMillis;

        /** How many requests a region served. */
        public int served(RegionId region) {
            return served.getOrDefault(region, 0);
        }

        /** How many attempts a region met. */
        public int attempts(RegionId region) {
            return attempts.getOrDefault(region, 0);
        }

        /** The region's share in the tables that the edges obey, 0 to 1; each edge counts the same. */
        public double share(RegionId region) {
            return shares.getOrDefault(region, 0.0);
        }

        /** What the region could serve. */
        public double capacityRps(RegionId region) {
            return capacities.getOrDefault(region, 0.0);
        }

        public int arrived() {
            return arrived;
        }

        /** Requests that were let in and not served. */
        public int failed() {
            return failed;
        }

        /** Requests that were refused because the table says so. */
        public int shed() {
            return shed;
        }

        public int served() {
            return arrived - failed - shed;
        }

        /** The latencies of all that were served, added up. */
        public double millis() {
            return millis;
        }

        /** The least mean latency of this second that any routing could have, where all regions' true capacities are known. */
        public double leastMillis() {
            return leastMillis;
        }
    }

    public List<Second> seconds() {
        return seconds;
    }

    /** Every decision that was kept, by its second. */
    public SortedMap<Integer, Decision> decisions() {
        return decisions;
    }

    public int malformedRefusals() {
        return malformedRefused;
    }

    /** How often an edge went from a newer table to one that is not. */
    public int olderApplied() {
        return olderApplied;
    }

    public int writesRefused() {
        return writesRefused;
    }

    /** For how many decisions a region was in a state. */
    public long decisionsIn(RegionId region, Health health) {
        return decisions.values().stream()
                .filter(one -> {
                    var route = one.table().regions().get(region);
                    return route != null && route.health() == health;
                })
                .count();
    }

    void arrived(int requests) {
        now.arrived += requests;
    }

    void served(RegionId region, double millis) {
        now.served.merge(region, 1, Integer::sum);
        now.millis += millis;
    }

    void attempted(RegionId region) {
        now.attempts.merge(region, 1, Integer::sum);
    }

    void failed(int requests) {
        now.failed += requests;
    }

    void shed() {
        now.shed++;
    }

    void applied(boolean newer) {
        olderApplied += newer ? 0 : 1;
    }

    void malformedRefused() {
        malformedRefused++;
    }

    void writeRefused() {
        writesRefused++;
    }

    void decided(Decision decision) {
        decisions.put(seconds.size(), decision);
    }

    Second current() {
        return now;
    }

    void secondEnds() {
        seconds.add(now);
        now = new Second();
    }
}
