package dev.meridian.routing.decision;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;

/**
 * The numbers of the decision. Defaults are those of {@link #DEFAULTS}.
 *
 * @param trustFull a report counts fully up to this age, 1 ms to 1 h
 * @param trustGone and not at all from this age on; linear between; {@code trustFull} to 1 h
 * @param downAfter bad cycles in a row until a region is DOWN, good ones until a DEGRADED one is HEALTHY, 1 to 1000
 * @param upAfter good cycles in a row until a DOWN region serves again, 1 to 1000
 * @param badBelow a cycle is bad if the score is below this, in basis points, 1 to 10 000
 * @param goodFrom a cycle is good if the score is at least this, in basis points, {@code badBelow} to 10 000
 * @param rampStart a region that serves again starts at this dial, in basis points, 1 to 10 000
 * @param rampDuration and reaches the full dial after this time, 0 to 24 h
 * @param drainDuration a graceful drain's dial falls to nothing over this time, 0 to 24 h
 * @param cycle how often decisions are made, 1 ms to 10 min; a decision made sooner after another one (on an intent)
 *     counts no cycle as good or bad
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
        Duration drainDuration,
        Duration cycle) {
    /** The longest trust: older news is no news. */
    private static final Duration MAX_TRUST = Duration.ofHours(1);

    /** The most cycles to wait; with 5 s cycles more than an hour. */
    private static final int MAX_CYCLES = 1_000;

    /** The longest ramp; beyond a day, operators use weights. */
    private static final Duration MAX_RAMP = Duration.ofDays(1);

    /** The longest cycle; slower is no control. */
    private static final Duration MAX_CYCLE = Duration.ofMinutes(10);

    private static final Duration MIN = Duration.ofMillis(1);

    // After the limits, which its constructor needs.
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
            Duration.ofMinutes(1),
            Duration.ofSeconds(5));

    /** @throws IllegalArgumentException if a number is out of its range */
    public PolicySettings {
        requireBetween("trustFull", trustFull, MIN, MAX_TRUST);
        requireBetween("trustGone", trustGone, trustFull, MAX_TRUST);
        requireBetween("downAfter", downAfter, 1, MAX_CYCLES);
        requireBetween("upAfter", upAfter, 1, MAX_CYCLES);
        requireBetween("badBelow", badBelow, 1, BasisPoints.ONE);
        requireBetween("goodFrom", goodFrom, badBelow, BasisPoints.ONE);
        requireBetween("rampStart", rampStart, 1, BasisPoints.ONE);
        requireBetween("rampDuration", rampDuration, Duration.ZERO, MAX_RAMP);
        requireBetween("drainDuration", drainDuration, Duration.ZERO, MAX_RAMP);
        requireBetween("cycle", cycle, MIN, MAX_CYCLE);
    }

    private static <T extends Comparable<T>> void requireBetween(String what, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(what + " " + value + " must be " + min + " to " + max);
        }
    }
}
