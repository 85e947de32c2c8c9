package dev.meridian.routing.decision;

import dev.meridian.routing.policy.FlapSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a region has come and gone lately (RFC 2439).
 *
 * @param penalty as of {@code at}; it halves in the half-life
 * @param at when it was last counted
 * @param suppressedSince since when the region is kept down for it; null while it is not
 */
public record Flap(int penalty, Instant at, @Nullable Instant suppressedSince) {
    /** No region's penalty grows beyond this, so that it is a number that people can read. */
    private static final int MAX_PENALTY = 1_000_000;

    /** A region that never flapped. */
    static Flap none(Instant at) {
        return new Flap(0, at, null);
    }

    /** After another ejection. */
    Flap ejected(FlapSettings settings, Instant now) {
        int raised = Math.min(MAX_PENALTY, penaltyAt(now, settings) + settings.flapPenalty());
        boolean suppress = suppressedSince == null && raised >= settings.flapSuppress();
        return new Flap(raised, now, suppress ? now : suppressedSince);
    }

    /** As time goes by: released where the penalty has fallen enough, or the region was kept down for long enough. */
    Flap aged(FlapSettings settings, Instant now) {
        if (suppressedSince == null) {
            return this;
        }
        boolean over = penaltyAt(now, settings) < settings.flapReuse()
                || Duration.between(suppressedSince, now).compareTo(settings.flapLongest()) >= 0;
        return over ? released() : this;
    }

    /** Kept down no longer; the penalty stays, so that the next ejection counts as before. */
    Flap released() {
        return new Flap(penalty, at, null);
    }

    /** The same so much earlier. */
    Flap earlier(Duration by) {
        return new Flap(penalty, at.minus(by), suppressedSince == null ? null : suppressedSince.minus(by));
    }

    boolean suppressed() {
        return suppressedSince != null;
    }

    int penaltyAt(Instant now, FlapSettings settings) {
        return (int) (penalty * Decay.left(Duration.between(at, now), settings.flapHalfLife()));
    }
}
