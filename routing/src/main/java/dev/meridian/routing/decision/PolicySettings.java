package dev.meridian.routing.decision;

import java.time.Duration;

/**
 * The numbers of the decision. Defaults are those of {@link #DEFAULTS}.
 *
 * @param trustFull a report counts fully up to this age
 * @param trustGone and not at all from this age on; linear between
 * @param downAfter bad cycles in a row until a region is DOWN
 * @param upAfter good cycles in a row until a DOWN region serves again
 * @param badBelow a cycle is bad if the score is below this, in basis points
 * @param goodFrom a cycle is good if the score is at least this, in basis points
 * @param rampStart a region that serves again starts at this dial, in basis points
 * @param rampDuration and reaches the full dial after this time
 * @param drainDuration a graceful drain's dial falls to nothing over this time
 */
public record PolicySettings(
        Duration trustFull,
        Duration trustGone,
        int downAfter,
        int upAfter,
        int badBelow,
        int goodFrom,
        int rampStart,
        Duration rampDuration,
        Duration drainDuration) {
    /** The defaults. With 5 s cycles, 3 of them are 15 s and 12 of them a minute. */
    public static final PolicySettings DEFAULTS = new PolicySettings(
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            3,
            12,
            2_500,
            9_000,
            500,
            Duration.ofMinutes(3),
            Duration.ofMinutes(1));
}
