package dev.meridian.routing.table;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.RegionId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How an origin's new requests are spread.
 *
 * @param shares of the requests that are let in; they sum to 10 000 and none is missing for a region with a share; empty
 *     only where no region has the labels that the origin demands, and every request is refused
 * @param shed the part of all requests that is refused, lowest priority first
 * @param residency the labels that a region must have, all of them, to be sent a request from here; at most 16, empty where
 *     any region will do
 */
public record OriginShares(SortedMap<RegionId, BasisPoints> shares, BasisPoints shed, SortedSet<Label> residency) {
    /** @throws IllegalArgumentException if the shares are of more than 64 regions or do not sum to 10 000 */
    public OriginShares {
        if (shares.size() > RegionId.MAX_REGIONS) {
            throw new IllegalArgumentException(
                    "shares are of " + shares.size() + " regions, the limit is " + RegionId.MAX_REGIONS);
        }
        if (residency.size() > Label.MAX_LABELS) {
            throw new IllegalArgumentException(
                    "residency has " + residency.size() + " labels, the limit is " + Label.MAX_LABELS);
        }
        residency = Collections.unmodifiableSortedSet(new TreeSet<>(residency));
        shares = CompactMap.copyOf(shares);
        int sum = shares.values().stream().mapToInt(BasisPoints::value).sum();
        boolean refusesAll = shares.isEmpty() && !residency.isEmpty();
        if (sum != BasisPoints.ONE && !refusesAll) {
            throw new IllegalArgumentException("shares sum to " + sum + ", they must sum to " + BasisPoints.ONE);
        }
    }

    /** Shares of an origin that demands nothing. */
    public OriginShares(SortedMap<RegionId, BasisPoints> shares, BasisPoints shed) {
        this(shares, shed, Collections.emptySortedSet());
    }

    /** The share of a region; zero where it has none. */
    public BasisPoints of(RegionId region) {
        return shares.getOrDefault(region, BasisPoints.ZERO);
    }
}
