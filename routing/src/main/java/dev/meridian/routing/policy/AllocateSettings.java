package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * What the allocation weighs against each other, all as latency.
 *
 * @param loadPrices what load costs
 * @param loadLimit a region is never planned fuller than this part of the capacity that operators give, in basis points, 1 to
 *     10 000
 * @param churnCost what it costs to send a request elsewhere than before, 0 to 10 s
 * @param shedCost what it costs to refuse a request, 1 ms to 100 s; more than any latency beyond the nearest region's and any
 *     load price, or requests are refused because a region is far
 * @param priceCost as how much farther a region counts that is twice as expensive, 0 to 10 s
 */
public record AllocateSettings(
        LoadPrices loadPrices, int loadLimit, Duration churnCost, Duration shedCost, Duration priceCost) {
    /** The defaults. */
    public static final AllocateSettings DEFAULTS = new AllocateSettings(
            LoadPrices.DEFAULTS, 9_500, Duration.ofMillis(5), Duration.ofSeconds(10), Duration.ofMillis(50));

    /** @throws IllegalArgumentException if a number is out of its range */
    public AllocateSettings {
        Duration farthest = Duration.ofSeconds(10);
        Ranges.require("loadLimit", loadLimit, 1, BasisPoints.ONE);
        Ranges.require("churnCost", churnCost, Duration.ZERO, farthest);
        Ranges.require("shedCost", shedCost, Ranges.TICK, Duration.ofSeconds(100));
        Ranges.require("priceCost", priceCost, Duration.ZERO, farthest);
    }
}
