package dev.meridian.routing;

import java.util.SplittableRandom;

/** Runs a check on many generated cases; a failure names the seed of its case, from which it can be run again. */
public final class Seeded {
    /** {@code -Dseeded.times=10} runs ten times as many cases. */
    private static final int TIMES = Integer.getInteger("seeded.times", 1);

    private Seeded() {}

    /** Runs a check {@code cases} times, each with its own generator. */
    public static void cases(long seed, int cases, Check check) {
        for (long one = seed; one < seed + (long) cases * TIMES; one++) {
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
