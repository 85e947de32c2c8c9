package dev.meridian.routing.policy;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * How fast shares follow what the allocation wants, where no region was lost and no operator moved anything.
 *
 * @param paceGain the part of the way that a decision goes at most, in basis points, 1 to 10 000
 * @param paceRise no region gains more than this part of its capacity, in basis points, 1 to 10 000
 * @param paceEvery in this time, 1 ms to 24 h
 * @param paceSkip where an origin's shares would move by less than this in all they stay, in basis points, 0 to 10 000
 * @param paceSnap the rest of the way is gone at once where no share is farther than this, in basis points, 0 to 10 000
 */
public record PaceSettings(int paceGain, int paceRise, Duration paceEvery, int paceSkip, int paceSnap) {
    /** The defaults. */
    public static final PaceSettings DEFAULTS = new PaceSettings(8_000, 400, Duration.ofSeconds(30), 100, 200);

    /** @throws IllegalArgumentException if a number is out of its range */
    public PaceSettings {
        Ranges.require("paceGain", paceGain, 1, BasisPoints.ONE);
        Ranges.require("paceRise", paceRise, 1, BasisPoints.ONE);
        Ranges.require("paceEvery", paceEvery, Ranges.TICK, Ranges.DAY);
        Ranges.require("paceSkip", paceSkip, 0, BasisPoints.ONE);
        Ranges.require("paceSnap", paceSnap, 0, BasisPoints.ONE);
    }
}
