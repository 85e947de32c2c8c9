package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * What automation may take away without all witnesses' word (as Envoy's max_ejection_percent, and Route 53's fail-open).
 *
 * @param removalEvery one region in this time, 0 (no limit) to 24 h
 * @param removalPart and no more than this part of all capacity, in basis points, 0 to 10 000
 */
public record GuardSettings(Duration removalEvery, int removalPart) {
    /** The defaults. */
    public static final GuardSettings DEFAULTS = new GuardSettings(Duration.ofMinutes(5), BasisPoints.ONE / 2);

    /** @throws IllegalArgumentException if a number is out of its range */
    public GuardSettings {
        Ranges.require("removalEvery", removalEvery, Duration.ZERO, Ranges.DAY);
        Ranges.require("removalPart", removalPart, 0, BasisPoints.ONE);
    }
}
