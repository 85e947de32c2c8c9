package dev.meridian.routing;

import java.util.SplittableRandom;

/** Runs a check on many generated cases; a failure names the seed of its case, from which it can be run again. */
public final class Seeded {
    private Seeded() {}

    /** Runs a check {@code cases} times, each with its own generator. */
    public static void cases(long seed, int cases, Check check) {
        for (long one = seed; one < seed + cases; one++) {
            try {
                check.run(new SplittableRandom(one));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("failed with seed " + one + ": " + e.getMessage(), e);
            }
        }
    }

    /** A check of one generated case. */
    @FunctionalInterface
    public interface Check {
        void run(SplittableRandom random);
    }
}
