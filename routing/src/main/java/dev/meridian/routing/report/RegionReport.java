package dev.meridian.routing.report;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import java.time.Duration;
import java.util.SortedMap;

/**
 * What one agent saw in one interval.
 *
 * @param region the region it speaks for
 * @param sender the agent and which of its reports this is
 * @param interval how long the interval was, 1 ms to 10 min
 * @param edgesReady edges of the region that answered that they are ready, at most {@code edgesTotal}
 * @param edgesTotal edges of the region that the agent watches, 0 to 10 000; in a cluster those on its own node, so
 *     that the agents' counts add up
 * @param probes the probes of those edges
 * @param upstream whether the upstream API is reachable from the region
 * @param peers the probes of every other region's endpoint, at most 64
 * @param cluster what the region's API server says; {@link ClusterReport#OUTSIDE} where there is none
 */
public record RegionReport(
        RegionId region,
        Sender sender,
        Duration interval,
        int edgesReady,
        int edgesTotal,
        ProbeCounts probes,
        Reachability upstream,
        SortedMap<RegionId, ProbeCounts> peers,
        ClusterReport cluster) {
    /** The most edges in a region that one agent can report on. */
    public static final int MAX_EDGES = 10_000;

    /** The longest interval of a report or an observation. */
    public static final Duration MAX_INTERVAL = Duration.ofMinutes(10);

    /** @throws IllegalArgumentException if a component is out of its range */
    public RegionReport {
        requireInterval(interval);
        Counts.require("edgesTotal", edgesTotal, MAX_EDGES);
        Counts.require("edgesReady", edgesReady, edgesTotal);
        Counts.require("number of peers", peers.size(), RegionId.MAX_REGIONS);
        if (peers.containsKey(region)) {
            throw new IllegalArgumentException("peers must not contain the report's own region " + region);
        }
        peers = CompactMap.copyOf(peers);
    }

    static void requireInterval(Duration interval) {
        if (interval.toMillis() < 1 || interval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "intervalMillis " + interval.toMillis() + " must be 1 to " + MAX_INTERVAL.toMillis());
        }
    }
}
