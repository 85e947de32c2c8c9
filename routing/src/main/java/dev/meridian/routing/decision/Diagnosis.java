package dev.meridian.routing.decision;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.table.BasisPoints;
import java.time.Instant;

/**
 * How a region is, whatever operators want of it and however fast it may be given load.
 *
 * @param health HEALTHY, DEGRADED, DOWN or UNKNOWN
 * @param score what its capacity is multiplied by, in basis points; 0 if and only if it is down, 10 000 if it is healthy
 * @param badCycles cycles in a row whose evidence was bad
 * @param goodCycles cycles in a row whose evidence was good
 * @param countedAt when the cycles were last counted
 * @param because the evidence in words
 * @param flap how often it has come and gone
 * @param unanimous whether all witnesses of this cycle find it bad
 */
record Diagnosis(
        Health health,
        int score,
        int badCycles,
        int goodCycles,
        Instant countedAt,
        String because,
        Flap flap,
        boolean unanimous) {
    /** What is said of a region until its first cycle with evidence is counted, and never again. */
    private static final String NEVER_SEEN = "no evidence yet";

    /** The diagnosis of a region that nothing is known of yet. */
    static Diagnosis initial(Instant at) {
        return new Diagnosis(Health.UNKNOWN, BasisPoints.ONE, 0, 0, at, NEVER_SEEN, Flap.none(at), false);
    }

    /** The diagnosis in a state, from under what operators and ramps laid over it. */
    static Diagnosis in(RegionState state) {
        return new Diagnosis(
                underneath(state),
                state.score().value(),
                state.badCycles(),
                state.goodCycles(),
                state.countedAt(),
                state.because(),
                state.flap(),
                false);
    }

    private static Health underneath(RegionState state) {
        if (state.score().value() == 0) {
            return Health.DOWN;
        }
        if (state.health() == Health.UNKNOWN || state.because().equals(NEVER_SEEN)) {
            return Health.UNKNOWN;
        }
        return state.score().value() == BasisPoints.ONE ? Health.HEALTHY : Health.DEGRADED;
    }
}
