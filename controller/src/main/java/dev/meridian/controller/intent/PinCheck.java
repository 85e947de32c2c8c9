package dev.meridian.controller.intent;

import dev.meridian.controller.problem.Objections;
import dev.meridian.controller.problem.Refused;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;

/** Whether an origin may be pinned to shares: to known regions that carry its labels, and as safety rules say. */
record PinCheck(Regions regions, SafetyRules rules) {
    /**
     * Raises what a safety rule says against it: regions that get nothing are away for this origin. Those that it may not use anyway
     * do not count.
     *
     * @throws Refused with 404 if a region is not known, with 409 if the origin may not be sent to one
     */
    void check(OriginId origin, SortedMap<RegionId, BasisPoints> shares, Objections objections) {
        shares.keySet().forEach(regions::requireKnown);
        SortedSet<Label> demanded = regions.residency().getOrDefault(origin, Collections.emptySortedSet());
        SortedSet<RegionId> away = new TreeSet<>();
        int left = 0;
        for (Map.Entry<RegionId, RegionSpec> region : regions.specs().entrySet()) {
            boolean legal = region.getValue().labels().containsAll(demanded);
            boolean used =
                    shares.getOrDefault(region.getKey(), BasisPoints.ZERO).value() > 0;
            if (used && !legal) {
                throw new Refused(
                        HttpStatus.CONFLICT,
                        "Illegal share",
                        "origin " + origin + " demands labels " + demanded + ", which region " + region.getKey()
                                + " does not carry");
            }
            if (used) {
                left++;
            } else if (legal) {
                away.add(region.getKey());
            }
        }
        int most = Math.min(rules.atLeast(), left + away.size());
        String broken = new SafetyRules(most, rules.neverTogether()).violation(away, left);
        if (!broken.isEmpty()) {
            objections.raise(
                    new Refused(HttpStatus.CONFLICT, "Safety rule", "pinning origin " + origin + ": " + broken));
        }
    }
}
