package dev.meridian.controller.admin;

import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.table.BasisPoints;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the decision thinks of a region, without what it only remembers.
 *
 * @param admitted the part of its capacity that does not answer 429
 * @param flapPenalty for coming and going, as of its last ejection
 * @param suppressedSince since when it is kept down for that; null while it is not
 */
record StateView(
        Health health,
        Instant since,
        BasisPoints score,
        BasisPoints dial,
        int badCycles,
        int goodCycles,
        Instant countedAt,
        String because,
        BasisPoints admitted,
        int flapPenalty,
        @Nullable Instant suppressedSince) {
    static StateView of(RegionState state) {
        return new StateView(
                state.health(),
                state.since(),
                state.score(),
                state.dial(),
                state.badCycles(),
                state.goodCycles(),
                state.countedAt(),
                state.because(),
                state.traffic().admitted(),
                state.flap().penalty(),
                state.flap().suppressedSince());
    }
}
