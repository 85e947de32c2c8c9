package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * How near a region is.
 *
 * @param latencyHalfLife in this time the measured round trip comes half-way to a new one, 1 ms to 24 h
 * @param latencyEqual regions within this of the nearest one count as equally near, 0 to 10 s
 * @param latencyEqualPart or within this part of its latency, whichever is more; in basis points, 0 to 10 000
 * @param firstContentWindow the first content of the last so long tells what a region itself takes, 1 s to 24 h
 */
public record LatencySettings(
        Duration latencyHalfLife, Duration latencyEqual, int latencyEqualPart, Duration firstContentWindow) {
    /** The defaults. */
    public static final LatencySettings DEFAULTS =
            new LatencySettings(Duration.ofSeconds(30), Duration.ofMillis(20), 1_000, Duration.ofMinutes(10));

    /** @throws IllegalArgumentException if a number is out of its range */
    public LatencySettings {
        Ranges.require("latencyHalfLife", latencyHalfLife, Ranges.TICK, Ranges.DAY);
        Ranges.require("latencyEqual", latencyEqual, Duration.ZERO, Duration.ofSeconds(10));
        Ranges.require("latencyEqualPart", latencyEqualPart, 0, BasisPoints.ONE);
        Ranges.require("firstContentWindow", firstContentWindow, Duration.ofSeconds(1), Ranges.DAY);
    }
}
