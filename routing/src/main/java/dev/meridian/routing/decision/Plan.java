package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;

/**
 * The best allocation of everything that is asked for.
 *
 * @param drafts the shares of each origin
 * @param shed the part of each origin's requests that no region can take; absent where none is
 * @param loads how much of each region's capacity the plan uses, in basis points; may be more than 10 000
 * @param prices what one more request costs each region for its load, in microseconds
 * @param dearer as how much farther each region counts for the price of its tokens, in microseconds
 */
record Plan(
        SortedMap<OriginId, Draft> drafts,
        SortedMap<OriginId, BasisPoints> shed,
        SortedMap<RegionId, Long> loads,
        SortedMap<RegionId, Long> prices,
        SortedMap<RegionId, Long> dearer) {}
