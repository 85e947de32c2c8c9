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

    /** Whether it holds with the mechanism and breaks without it, on the first seed: what is broken anyway proves nothing. */
    boolean needsMechanism() {
        return !broken.contains(1L) && !claim.allows(without);
    }
}
