package dev.meridian.routing.decision;

import java.time.Duration;

/** What halves in a given time. StrictMath, because a replay on any machine must find the same. */
final class Decay {
    private Decay() {}

    /** The part that is left after a time: 1 at once, a half after the half-life; 1 for a negative time. */
    static double left(Duration elapsed, Duration halfLife) {
        if (elapsed.isNegative()) {
            return 1;
        }
        return StrictMath.pow(0.5, seconds(elapsed) / seconds(halfLife));
    }

    /** From an old measurement towards a new one, half-way in the half-life. */
    static long towards(long old, long measured, Duration elapsed, Duration halfLife) {
        return towards(old, measured, left(elapsed, halfLife));
    }

    /** From an old measurement towards a new one, of which so much is left of the way. */
    static long towards(long old, long measured, double left) {
        return Math.round(measured + (old - measured) * left);
    }

    /** {@link Duration#toNanos} would overflow after 292 years, which a clock may claim. */
    private static double seconds(Duration duration) {
        return duration.toSeconds() + duration.toNanosPart() / 1e9;
    }
}
