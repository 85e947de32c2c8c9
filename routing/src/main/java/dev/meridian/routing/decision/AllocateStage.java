package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Stage 5: spreads each origin's requests over the capacities. */
final class AllocateStage {
    private AllocateStage() {}

    static SortedMap<OriginId, Draft> allocate(
            Collection<OriginId> origins, SortedMap<RegionId, Capacity> capacities, Allocation allocation) {
        SortedMap<RegionId, Long> byWeight = project(capacities, Capacity::byWeight);
        SortedMap<RegionId, Long> byHealth = project(capacities, Capacity::byHealth);
        SortedMap<RegionId, Long> byDial = project(capacities, Capacity::byDial);
        SortedMap<OriginId, Draft> drafts = new TreeMap<>();
        for (OriginId origin : origins) {
            drafts.put(
                    origin,
                    new Draft(
                            allocation.allocate(origin, byWeight),
                            allocation.allocate(origin, byHealth),
                            allocation.allocate(origin, byDial)));
        }
        return drafts;
    }

    static <T> SortedMap<RegionId, Long> project(SortedMap<RegionId, T> of, ToLongFunction<T> value) {
        SortedMap<RegionId, Long> projected = new TreeMap<>();
        of.forEach((region, one) -> projected.put(region, value.applyAsLong(one)));
        return projected;
    }
}
