package dev.meridian.controller.store;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when writes begin to fail, fail otherwise, and are taken again. On a disk that is almost full small writes are taken and
 * larger ones are not, in turn; so it ends only after a while without a failure. Thread-safe.
 */
final class WriteAlarm {
    /** Three decisions at their default interval. */
    static final Duration QUIET = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(WriteAlarm.class);

    private final LongSupplier nanoClock;
    private volatile @Nullable String trouble;
    private long failedNanos;

    WriteAlarm(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Why writes fail, or did a moment ago; null if they are taken. */
    @Nullable
    String trouble() {
        return trouble;
    }

    synchronized void failed(String reason) {
        failedNanos = nanoClock.getAsLong();
        if (!reason.equals(trouble)) {
            trouble = reason;
            log.error("the store takes no writes: {}; the table that holds is served on", reason);
        }
    }

    synchronized void succeeded() {
        if (trouble != null && nanoClock.getAsLong() - failedNanos > QUIET.toNanos()) {
            trouble = null;
            log.info("the store takes writes again");
        }
    }
}
