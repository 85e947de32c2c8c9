package dev.meridian.routing.decision;

import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Adds up what several senders of one witness saw, in integers, so that their order makes no difference. */
final class Tally {
    private long good;
    private long total;
    private long weightedGood;
    private long weightedTotal;
    private int trust;
    private @Nullable Duration youngest;

    /** Counts {@code good} of {@code total} as seen by one message; a total of zero is silence. */
    void add(Heard<?> heard, long good, long total) {
        if (total == 0) {
            return;
        }
        this.good += good;
        this.total += total;
        weightedGood += good * heard.trust();
        weightedTotal += total * heard.trust();
        trust = Math.max(trust, heard.trust());
        if (youngest == null || heard.age().compareTo(youngest) < 0) {
            youngest = heard.age();
        }
    }

    boolean silent() {
        return total == 0;
    }

    long good() {
        return good;
    }

    long total() {
        return total;
    }

    /** The good part, each message counted by its trust; the whole where nothing was counted. */
    int score() {
        return silent() ? BasisPoints.ONE : (int) ((double) weightedGood / weightedTotal * BasisPoints.ONE);
    }

    /** The trust of the most trusted message. */
    int trust() {
        return trust;
    }

    /** The age of the newest message; null in silence. */
    @Nullable
    Duration youngest() {
        return youngest;
    }
}
