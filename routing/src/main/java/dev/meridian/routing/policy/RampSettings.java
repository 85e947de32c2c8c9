package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * How a region comes back, and how it is emptied.
 *
 * @param rampStart a region that serves again starts at this dial, in basis points, 1 to 10 000
 * @param rampDuration and reaches the full dial after this time, 0 to 24 h
 * @param rampRegression its ramp stops while its 95th percentile of first content is more than this part of the other
 *     regions', in basis points, 10 000 to 1 000 000
 * @param rampFaults and goes back while more than this part of its attempts fail, in basis points, 0 to 10 000
 * @param drainDuration a graceful drain's dial falls to nothing over this time, 0 to 24 h, and over twice this time where
 *     the regions that take over suffer
 */
public record RampSettings(
        int rampStart, Duration rampDuration, int rampRegression, int rampFaults, Duration drainDuration) {
    private static final int MAX_REGRESSION = 1_000_000;

    // After the limit, which its constructor needs.
    /** The defaults. */
    public static final RampSettings DEFAULTS =
            new RampSettings(500, Duration.ofMinutes(3), 11_000, 500, Duration.ofMinutes(1));

    /** @throws IllegalArgumentException if a number is out of its range */
    public RampSettings {
        Ranges.require("rampStart", rampStart, 1, BasisPoints.ONE);
        Ranges.require("rampDuration", rampDuration, Duration.ZERO, Ranges.DAY);
        Ranges.require("rampRegression", rampRegression, BasisPoints.ONE, MAX_REGRESSION);
        Ranges.require("rampFaults", rampFaults, 0, BasisPoints.ONE);
        Ranges.require("drainDuration", drainDuration, Duration.ZERO, Ranges.DAY);
    }
}
