package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An origin's shares when they leave the guard.
 *
 * @param shares they sum to 10 000, or are empty where no region is legal
 * @param intervention why they are not those that the other stages wanted, which an operator must look at; null in good
 *     times
 */
record Shares(
        SortedMap<RegionId, BasisPoints> shares, @Nullable String intervention) {}
