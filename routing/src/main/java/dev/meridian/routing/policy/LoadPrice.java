package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * What one more request costs a region that is loaded so far.
 *
 * @param upTo the utilisation at which the price ends, in basis points, 1 to 10 000
 * @param price as if the region were so much farther away, 0 to 60 s
 */
public record LoadPrice(int upTo, Duration price) {
    /** @throws IllegalArgumentException if a number is out of its range */
    public LoadPrice {
        Ranges.require("load price's utilisation", upTo, 1, BasisPoints.ONE);
        Ranges.require("load price", price, Duration.ZERO, Duration.ofMinutes(1));
    }
}
