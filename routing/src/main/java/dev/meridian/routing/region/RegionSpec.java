package dev.meridian.routing.region;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A region of the installation, as the operators' {@code regions.yaml} names it.
 *
 * @param endpoint where it is reached
 * @param kind what stands there
 * @param capacityRps how many requests a second it can serve when all of it is well, 1 to 1 000 000 000; null where nobody
 *     said, and it is derived from weights and demand
 * @param labels what an origin or a client key may demand of it, at most 16
 * @param price what a token costs there, in basis points of the usual price, 1 to 1 000 000
 */
public record RegionSpec(
        Endpoint endpoint, RegionKind kind, @Nullable Integer capacityRps, SortedSet<Label> labels, int price) {
    /** The largest capacity. */
    public static final int MAX_CAPACITY_RPS = 1_000_000_000;

    /** The usual price. */
    public static final int USUAL_PRICE = 10_000;

    /** The highest price: a hundred times the usual one. */
    public static final int MAX_PRICE = 1_000_000;

    /** @throws IllegalArgumentException if a component is out of its range */
    public RegionSpec {
        if (capacityRps != null && (capacityRps < 1 || capacityRps > MAX_CAPACITY_RPS)) {
            throw new IllegalArgumentException(
                    "capacity " + capacityRps + " requests/s must be 1 to " + MAX_CAPACITY_RPS);
        }
        if (labels.size() > Label.MAX_LABELS) {
            throw new IllegalArgumentException(
                    "region has " + labels.size() + " labels, the limit is " + Label.MAX_LABELS);
        }
        if (price < 1 || price > MAX_PRICE) {
            throw new IllegalArgumentException("price " + price + " basis points must be 1 to " + MAX_PRICE);
        }
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    /** A region of which only its place is known. */
    public RegionSpec(Endpoint endpoint, RegionKind kind) {
        this(endpoint, kind, null, Collections.emptySortedSet(), USUAL_PRICE);
    }
}
