package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;

/**
 * How an origin's requests are spread over what the regions can be given. Proportional today; the seam where an
 * allocation that knows latencies takes its place.
 */
@FunctionalInterface
interface Allocation {
    /** In proportion to the capacities, whatever the origin. */
    Allocation PROPORTIONAL = (origin, capacities) -> Apportionment.of(capacities, BasisPoints.ONE);

    /** The share of each region; they sum to 10 000, or are all zero where all capacities are. */
    SortedMap<RegionId, BasisPoints> allocate(OriginId origin, SortedMap<RegionId, Long> capacities);
}
