package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * When live errors burn the error budget so fast that a region is bad (Google, The Site Reliability Workbook, chapter 5:
 * alerting on the burn rate over two windows).
 *
 * @param burnRate how many times as fast as the budget allows; 1 to 10 000
 * @param burnTarget the part of the attempts that must not fail by the region's fault, in basis points, 0 to 9 999
 * @param burnShort over this time, so that what is over is soon over; 15 s to {@code burnLong}
 * @param burnLong and over this time, so that a blip is none; up to 5 min
 * @param burnAttempts with at least so many attempts in the longer time, 1 to 1 000 000
 */
public record BurnSettings(double burnRate, int burnTarget, Duration burnShort, Duration burnLong, int burnAttempts) {
    /** The longest time that a region's faults are remembered. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    /** The shortest time that tells anything: that of three cycles. */
    private static final Duration SHORTEST = Duration.ofSeconds(15);

    // After the limits, which its constructor needs.
    /** The defaults: 14.4 % of the attempts fail, over 1 and 5 min. */
    public static final BurnSettings DEFAULTS =
            new BurnSettings(14.4, 9_900, Duration.ofMinutes(1), Duration.ofMinutes(5), 100);

    /** @throws IllegalArgumentException if a number is out of its range */
    public BurnSettings {
        Ranges.require("burnRate", burnRate, 1.0, (double) BasisPoints.ONE);
        Ranges.require("burnTarget", burnTarget, 0, BasisPoints.ONE - 1);
        Ranges.require("burnLong", burnLong, SHORTEST, LONGEST);
        Ranges.require("burnShort", burnShort, SHORTEST, burnLong);
        Ranges.require("burnAttempts", burnAttempts, 1, 1_000_000);
    }

    /** The part of the attempts that must fail, as a fraction; more than 1 is never. */
    public double faultPart() {
        return burnRate * (BasisPoints.ONE - burnTarget) / BasisPoints.ONE;
    }
}
