package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the guard lets through.
 *
 * @param shares of every origin; null where the previous table stands
 * @param intervention why the shares are not those that the other stages wanted, which an operator must look at; null
 *     in good times
 */
record Guarded(
        @Nullable SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares,
        @Nullable String intervention) {}
