package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;

/**
 * What the decision remembers of an origin from one cycle to the next.
 *
 * @param demandMilliRps what its clients ask for, in 1/1000 requests/s
 * @param plannedMilliRps what was planned for: follows the former where it has moved by more than chance
 * @param roundTripMicros to the regions that were measured, in microseconds
 * @param wanted the shares that were best, whatever the table had come to by then
 */
public record OriginState(
        long demandMilliRps,
        long plannedMilliRps,
        SortedMap<RegionId, Long> roundTripMicros,
        SortedMap<RegionId, BasisPoints> wanted) {
    /** Copies its collections. */
    public OriginState {
        roundTripMicros = CompactMap.copyOf(roundTripMicros);
        wanted = CompactMap.copyOf(wanted);
    }
}
