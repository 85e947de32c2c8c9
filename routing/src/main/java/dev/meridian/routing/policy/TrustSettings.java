package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * How long a message counts.
 *
 * @param trustFull a report counts fully up to this age, 1 ms to 1 h
 * @param trustGone and not at all from this age on; linear between; {@code trustFull} to 1 h
 * @param freezeAbove where more than this part of all senders is late, nothing automatic happens; in basis points, 0 to
 *     10 000, which is never
 */
public record TrustSettings(Duration trustFull, Duration trustGone, int freezeAbove) {
    /** The defaults. */
    public static final TrustSettings DEFAULTS =
            new TrustSettings(Duration.ofSeconds(15), Duration.ofMinutes(1), BasisPoints.ONE / 2);

    /** @throws IllegalArgumentException if a number is out of its range */
    public TrustSettings {
        // The longest trust: older news is no news.
        Duration hour = Duration.ofHours(1);
        Ranges.require("trustFull", trustFull, Ranges.TICK, hour);
        Ranges.require("trustGone", trustGone, trustFull, hour);
        Ranges.require("freezeAbove", freezeAbove, 0, BasisPoints.ONE);
    }
}
