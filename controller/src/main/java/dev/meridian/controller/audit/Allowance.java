package dev.meridian.controller.audit;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many refusals of one kind of caller the audit takes, so that who guesses tokens does not fill the disk: a burst, then one
 * every two minutes, which is 720 a day. One without a known token is stored in less than 1 KB (200 characters of its path are the
 * most of it), so a year of guessing takes less than 0.3 GB; one with a known token in less than 5 KB. Those that do not pass are
 * counted, and the next one that passes says how many they were. Thread-safe.
 */
final class Allowance {
    /** More than a team makes by mistake. */
    static final int BURST = 100;

    /** How long it takes to earn one more. */
    static final Duration EACH = Duration.ofMinutes(2);

    /** Said of one that does not pass. */
    static final long NO = -1;

    private final LongSupplier nanoClock;
    private long left = BURST;
    private long since;
    private long untold;

    Allowance(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    /** Asks for one more to pass: how many did not since the last one that did; {@link #NO} if this one does not either. */
    synchronized long take() {
        long earned = (nanoClock.getAsLong() - since) / EACH.toNanos();
        since += earned * EACH.toNanos();
        left = Math.min(BURST, left + earned);
        if (left == 0) {
            untold++;
            return NO;
        }
        left--;
        long before = untold;
        untold = 0;
        return before;
    }

    /** So many that had passed, or were said, are not told of after all. */
    synchronized void giveBack(long lost) {
        untold += lost;
    }
}
