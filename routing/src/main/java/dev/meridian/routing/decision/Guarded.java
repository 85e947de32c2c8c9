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
 * @param because what the guard did
 * @param alarm what an operator must look at; null where the guard had nothing to do
 */
record Guarded(
        @Nullable SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares,
        String because,
        @Nullable String alarm) {}
