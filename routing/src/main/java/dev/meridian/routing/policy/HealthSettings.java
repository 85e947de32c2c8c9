package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;

/**
 * When a region is down, and when it is up again.
 *
 * @param downAfter bad cycles in a row until a region is DOWN, good ones until a DEGRADED one is HEALTHY, 1 to 1000
 * @param upAfter good cycles in a row until a DOWN region serves again, 1 to 1000
 * @param badBelow a cycle is bad if the score is below this, in basis points, 1 to 10 000
 * @param goodFrom a cycle is good if the score is at least this, in basis points, {@code badBelow} to 10 000
 * @param ejectionWitnesses how many must find a region bad for it to be DOWN, 1 to 10
 * @param providerIncidents whether faults that all regions see at once are the provider's, for which no region is ejected
 */
public record HealthSettings(
        int downAfter, int upAfter, int badBelow, int goodFrom, int ejectionWitnesses, boolean providerIncidents) {
    /** The most cycles to wait; with 5 s cycles more than an hour. */
    private static final int MAX_CYCLES = 1_000;

    /** The most witnesses: a region has hardly more. */
    private static final int MAX_WITNESSES = 10;

    // After the limits, which its constructor needs.
    /** The defaults. With 5 s cycles, 3 of them are 15 s and 12 of them a minute. */
    public static final HealthSettings DEFAULTS = new HealthSettings(3, 12, 2_500, 9_000, 2, true);

    /** @throws IllegalArgumentException if a number is out of its range */
    public HealthSettings {
        Ranges.require("downAfter", downAfter, 1, MAX_CYCLES);
        Ranges.require("upAfter", upAfter, 1, MAX_CYCLES);
        Ranges.require("badBelow", badBelow, 1, BasisPoints.ONE);
        Ranges.require("goodFrom", goodFrom, badBelow, BasisPoints.ONE);
        Ranges.require("ejectionWitnesses", ejectionWitnesses, 1, MAX_WITNESSES);
    }
}
