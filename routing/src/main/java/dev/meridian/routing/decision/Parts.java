package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Each region's part of all capacity, by which it is seen whether operators, health or ramps have changed anything. */
final class Parts {
    /** A part that moves by no more than this is the same but for rounding. */
    private static final int SAME = 10;

    private Parts() {}

    /** The states with their regions' parts. */
    static SortedMap<RegionId, RegionState> in(
            SortedMap<RegionId, RegionState> states, SortedMap<RegionId, Capacity> capacities) {
        SortedMap<RegionId, BasisPoints> parts =
                Apportionment.of(CapacityStage.project(capacities, Capacity::byIntent), BasisPoints.ONE);
        SortedMap<RegionId, RegionState> with = new TreeMap<>(states);
        with.replaceAll((region, state) -> state.withPart(parts.getOrDefault(region, BasisPoints.ZERO)));
        return with;
    }

    /**
     * Whether a part is another one than in the decision before, or a region refuses more than then; a region that joins has
     * had no part.
     */
    static boolean moved(Inputs inputs, SortedMap<RegionId, RegionState> states, boolean frozen) {
        return states.entrySet().stream().anyMatch(one -> {
            @Nullable RegionState before = inputs.previousState(one.getKey());
            int was = before == null ? 0 : before.part().value();
            return Math.abs(one.getValue().part().value() - was) > SAME
                    || (!frozen && refusesMore(before, one.getValue()));
        });
    }

    private static boolean refusesMore(@Nullable RegionState before, RegionState now) {
        return before != null
                && now.traffic().admitted().compareTo(before.traffic().admitted()) < 0;
    }
}
