package dev.meridian.routing.policy;

import java.time.Duration;

/**
 * How a region that goes down again and again is kept down (RFC 2439, BGP route flap damping).
 *
 * @param flapPenalty what each ejection adds to the region's penalty, 0 (no damping) to 100 000
 * @param flapHalfLife in this time the penalty halves, 1 ms to 24 h
 * @param flapSuppress from this penalty on a region is kept down, 1 to 1 000 000
 * @param flapReuse until it is under this one, 1 to {@code flapSuppress}
 * @param flapLongest but no longer than this, 0 to 24 h
 */
public record FlapSettings(
        int flapPenalty, Duration flapHalfLife, int flapSuppress, int flapReuse, Duration flapLongest) {
    private static final int MAX_PENALTY = 100_000;
    private static final int MAX_SUPPRESS = 1_000_000;

    // After the limits, which its constructor needs.
    /** The defaults. */
    public static final FlapSettings DEFAULTS =
            new FlapSettings(1_000, Duration.ofMinutes(15), 2_000, 750, Duration.ofMinutes(60));

    /** @throws IllegalArgumentException if a number is out of its range */
    public FlapSettings {
        Ranges.require("flapPenalty", flapPenalty, 0, MAX_PENALTY);
        Ranges.require("flapHalfLife", flapHalfLife, Ranges.TICK, Ranges.DAY);
        Ranges.require("flapSuppress", flapSuppress, 1, MAX_SUPPRESS);
        Ranges.require("flapReuse", flapReuse, 1, flapSuppress);
        Ranges.require("flapLongest", flapLongest, Duration.ZERO, Ranges.DAY);
    }
}
