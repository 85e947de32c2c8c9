package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stage 11: how much of each origin's requests is refused. What no region has capacity for, but only where capacity is known
 * to be missing or traffic suffers: the capacities that operators write down may be wrong, and to refuse what could be
 * served is an outage made by hand.
 */
final class ShedStage {
    /** Where nothing suffers, shedding falls by this in every decision. */
    private static final int FALL = 200;

    private ShedStage() {}

    /** By origin; absent where nothing is refused. */
    static SortedMap<OriginId, BasisPoints> shed(
            Inputs inputs, Plan plan, SortedMap<RegionId, Capacity> capacities, Feedback feedback, boolean frozen) {
        boolean missing = capacities.values().stream().anyMatch(one -> one.base() > 0 && !one.isWhole());
        boolean needed = missing || feedback.anySuffers();
        SortedMap<OriginId, BasisPoints> shed = new TreeMap<>();
        for (Map.Entry<OriginId, Draft> one : plan.drafts().entrySet()) {
            int before = inputs.previous() == null
                    ? 0
                    : inputs.previous().table().sharesOf(one.getKey()).shed().value();
            int wanted =
                    plan.shed().getOrDefault(one.getKey(), BasisPoints.ZERO).value();
            int now = needed ? wanted : Math.min(wanted, Math.max(0, before - FALL));
            now = frozen ? before : now;
            // Where no region has any capacity the guard fails open, and means it.
            boolean failsOpen = one.getValue().wanted().values().stream().allMatch(share -> share.value() == 0);
            if (now > 0 && !failsOpen) {
                shed.put(one.getKey(), new BasisPoints(now));
            }
        }
        return shed;
    }
}
