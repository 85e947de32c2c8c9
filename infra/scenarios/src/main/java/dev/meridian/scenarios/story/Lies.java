package dev.meridian.scenarios.story;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.RegionReport;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What agents say that is not so. */
final class Lies {
    private Lies() {}

    /** Regions are dead, the agent's own too where it is among them. */
    static UnaryOperator<RegionReport> dead(RegionId... which) {
        Set<RegionId> dead = Set.of(which);
        return report -> {
            boolean own = dead.contains(report.region());
            SortedMap<RegionId, ProbeCounts> peers = new TreeMap<>(report.peers());
            peers.replaceAll((peer, probes) -> dead.contains(peer) ? failed(probes) : probes);
            return new RegionReport(
                    report.region(),
                    report.sender(),
                    report.interval(),
                    own ? 0 : report.edgesReady(),
                    report.edgesTotal(),
                    own ? failed(report.probes()) : report.probes(),
                    report.upstream(),
                    peers,
                    report.cluster());
        };
    }

    private static ProbeCounts failed(ProbeCounts probes) {
        return new ProbeCounts(0, probes.total(), LatencyHistogram.empty());
    }
}
