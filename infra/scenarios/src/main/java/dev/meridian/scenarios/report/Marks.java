package dev.meridian.scenarios.report;

import dev.meridian.scenarios.story.Run;

/**
 * How one player did in one run, or in many on the mean.
 *
 * @param unserved requests that failed or were refused
 * @param utilisationError in points, after the first minute
 * @param overOptimum in milliseconds, after the first minute
 * @param moves of the most restless share
 */
record Marks(double unserved, double utilisationError, double overOptimum, double moves) {
    private static final int WARM = 60;

    static final Marks NONE = new Marks(0, 0, 0, 0);

    static Marks of(Run run) {
        int end = run.end();
        return new Marks(
                run.unserved(),
                run.utilisationError(WARM, end),
                run.millisOverOptimum(WARM, end),
                run.moves(WARM, end));
    }

    Marks plus(Marks other) {
        return new Marks(
                unserved + other.unserved,
                utilisationError + other.utilisationError,
                overOptimum + other.overOptimum,
                moves + other.moves);
    }

    Marks dividedBy(double count) {
        return new Marks(unserved / count, utilisationError / count, overOptimum / count, moves / count);
    }
}
