package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * When a change of the table meets one edge of each origin first.
 *
 * @param canaryAbove where it takes more than this part of all requests away from regions that serve well, in basis points, 0 to
 *     10 000, which is never
 * @param canaryTime for so long, 1 s to 1 h; then it goes to everybody
 * @param canaryHold for so long a change that was taken back is not tried again, 1 s to 24 h
 * @param canarySamples so many attempts of the edge, and of the others of its origin, are needed to tell, 1 to 1 000 000
 */
public record CanarySettings(int canaryAbove, Duration canaryTime, Duration canaryHold, int canarySamples) {
    /** The defaults. */
    public static final CanarySettings DEFAULTS =
            new CanarySettings(2_000, Duration.ofSeconds(30), Duration.ofMinutes(10), 50);

    /** Every change goes to everybody at once. */
    public static final CanarySettings OFF =
            new CanarySettings(BasisPoints.ONE, DEFAULTS.canaryTime, DEFAULTS.canaryHold, DEFAULTS.canarySamples);

    /** @throws IllegalArgumentException if a number is out of its range */
    public CanarySettings {
        Ranges.require("canaryAbove", canaryAbove, 0, BasisPoints.ONE);
        Ranges.require("canaryTime", canaryTime, Duration.ofSeconds(1), Duration.ofHours(1));
        Ranges.require("canaryHold", canaryHold, Duration.ofSeconds(1), Ranges.DAY);
        Ranges.require("canarySamples", canarySamples, 1, 1_000_000);
    }
}
