package dev.meridian.controller.audit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets a burst pass and then so many a second: who guesses tokens must not fill the disk. Thread-safe. */
final class Allowance {
    /** More than a team makes by mistake. */
    static final int BURST = 100;

    /** At a few hundred bytes each, less than 1 GB a day. */
    static final int PER_SECOND = 10;

    private static final long NANOS_EACH = Duration.ofSeconds(1).toNanos() / PER_SECOND;

    private final LongSupplier nanoClock;
    private long left = BURST;
    private long since;

    Allowance(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    /** Whether one more may pass. */
    synchronized boolean take() {
        long earned = (nanoClock.getAsLong() - since) / NANOS_EACH;
        since += earned * NANOS_EACH;
        left = Math.min(BURST, left + earned);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
