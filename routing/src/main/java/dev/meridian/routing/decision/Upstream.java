package dev.meridian.routing.decision;

import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of the API behind all regions.
 *
 * @param reachable from which regions, as the greater part of their agents' trust says; a region without a word is absent
 * @param failsEverywhere whether live traffic fails in all regions at once
 */
record Upstream(SortedMap<RegionId, Boolean> reachable, boolean failsEverywhere) {
    static Upstream of(Trust trust, SortedMap<RegionId, LiveTraffic> live, PolicySettings settings) {
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
        return new Upstream(reachable, settings.health().providerIncidents() && failsEverywhere(live, settings));
    }

    /** Whether nothing is any region's fault: all regions that speak, two at least, are cut off, or fail alike. */
    boolean providerIncident() {
        return failsEverywhere || unreachable();
    }

    /** Whether a region cannot reach the upstream while another one can, or nobody else says so. */
    boolean cutOff(RegionId region) {
        return !reachable.getOrDefault(region, true) && !unreachable();
    }

    private boolean unreachable() {
        return reachable.size() > 1 && !reachable.containsValue(true);
    }

    /** Of all regions with live traffic, two at least, every one fails as often as only an outage makes it fail. */
    private static boolean failsEverywhere(SortedMap<RegionId, LiveTraffic> live, PolicySettings settings) {
        int failing = 0;
        for (LiveTraffic traffic : live.values()) {
            if (traffic.attempts() >= Witnesses.FULL_ATTEMPTS) {
                if (traffic.faults() < settings.burn().faultPart() * traffic.attempts()) {
                    return false;
                }
                failing++;
            }
        }
        return failing > 1;
    }
}
