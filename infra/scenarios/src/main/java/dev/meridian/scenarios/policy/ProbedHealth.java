package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Received;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.RegionReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The rivals' health: away after three cycles in a row in which most probes failed, back after three others. */
final class ProbedHealth {
    private static final int CYCLES = 3;
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Map<RegionId, Integer> against = new HashMap<>();
    private final Map<RegionId, Boolean> away = new HashMap<>();

    /** Counts a cycle. */
    void count(Situation heard) {
        for (RegionId region : heard.regions().keySet()) {
            long failed = 0;
            long total = 0;
            for (Received<RegionReport> report : heard.reports()) {
                ProbeCounts probes = probes(report, region);
                failed += probes.failed();
                total += probes.total();
            }
            boolean bad = 2 * failed > total;
            boolean is = isAway(region);
            int count = total > 0 && bad != is ? against.merge(region, 1, Integer::sum) : 0;
            against.put(region, count);
            if (count >= CYCLES) {
                away.put(region, bad);
                against.put(region, 0);
            }
        }
    }

    boolean isAway(RegionId region) {
        return away.getOrDefault(region, false);
    }

    private static ProbeCounts probes(Received<RegionReport> report, RegionId of) {
        if (report.age().compareTo(FRESH) > 0) {
            return ProbeCounts.NONE;
        }
        RegionReport said = report.message();
        return said.region().equals(of) ? said.probes() : said.peers().getOrDefault(of, ProbeCounts.NONE);
    }
}
