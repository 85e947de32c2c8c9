package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From which regions the upstream API is reachable.
 *
 * @param reachable by region, what the greater part of its agents' trust says; a region without a word is absent
 */
record Upstream(SortedMap<RegionId, Boolean> reachable) {
    static Upstream of(Trust trust) {
        SortedMap<RegionId, Long> votes = new TreeMap<>();
        for (Heard<RegionReport> heard : trust.reports()) {
            Reachability upstream = heard.message().upstream();
            if (upstream != Reachability.UNKNOWN) {
                long vote = upstream == Reachability.REACHABLE ? heard.trust() : -heard.trust();
                votes.merge(heard.message().region(), vote, Long::sum);
            }
        }
        SortedMap<RegionId, Boolean> reachable = new TreeMap<>();
        votes.forEach((region, vote) -> reachable.put(region, vote >= 0));
        return new Upstream(reachable);
    }

    /** Whether every region that speaks, two at least, is cut off: that is the provider's fault and no region's. */
    boolean providerIncident() {
        return reachable.size() > 1 && !reachable.containsValue(true);
    }

    /** Whether a region cannot reach the upstream while another one can, or nobody else says so. */
    boolean cutOff(RegionId region) {
        return !reachable.getOrDefault(region, true) && !providerIncident();
    }
}
