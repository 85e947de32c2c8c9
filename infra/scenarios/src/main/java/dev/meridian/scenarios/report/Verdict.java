package dev.meridian.scenarios.report;

import dev.meridian.scenarios.story.Claim;
import java.util.List;

/**
 * What became of one claim.
 *
 * @param worst the worst number of all seeds
 * @param broken the seeds on which it does not hold
 * @param without its number without the mechanism, on the first seed
 */
record Verdict(Claim claim, double worst, List<Long> broken, double without) {
    boolean holds() {
        return broken.isEmpty();
    }

    /** Whether it breaks without the mechanism. */
    boolean needsMechanism() {
        return !claim.allows(without);
    }
}
