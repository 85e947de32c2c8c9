package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * How much a region can serve, and how much is asked for.
 *
 * @param headroom where operators give no capacity it is their weights' share of the demand times this: 1.0 follows the
 *     weights strictly, whatever the latencies; more lets near regions have more; 1.0 to 1000
 * @param demandHalfLife in this time the measured demand comes half-way to a new one, 1 ms to 24 h
 * @param demandChange a demand that differs by less than this part from the one that was planned for is that one; in basis
 *     points, 0 to 10 000
 * @param rateLimitedFrom from this part of attempts answered 429 on a region is taken for full, in basis points, 1 to
 *     10 000, which is never but for all of them
 */
public record CapacitySettings(double headroom, Duration demandHalfLife, int demandChange, int rateLimitedFrom) {
    private static final double MAX_HEADROOM = 1_000;

    // After the limit, which its constructor needs.
    /** The defaults. */
    public static final CapacitySettings DEFAULTS = new CapacitySettings(1.25, Duration.ofSeconds(10), 300, 200);

    /** @throws IllegalArgumentException if a number is out of its range */
    public CapacitySettings {
        Ranges.require("headroom", headroom, 1.0, MAX_HEADROOM);
        Ranges.require("demandHalfLife", demandHalfLife, Ranges.TICK, Ranges.DAY);
        Ranges.require("demandChange", demandChange, 0, BasisPoints.ONE);
        Ranges.require("rateLimitedFrom", rateLimitedFrom, 1, BasisPoints.ONE);
    }

    /** Whether the operators' weights are followed strictly, whatever the latencies. */
    public boolean strict() {
        return headroom == 1.0;
    }
}
