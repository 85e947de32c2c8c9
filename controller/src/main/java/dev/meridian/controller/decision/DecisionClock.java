package dev.meridian.controller.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of decisions, drains and their ends: it never steps. It begins at the wall clock's time, but not before the last
 * decision, unless that is more than an hour later: then one of the two was wrong, and a right clock at the next start mends either.
 * It goes on by the monotonic clock; what the wall clock has moved by since (slowly, as its crystal drifts, or by a
 * step) is made up for by at most one second in twenty. So a step of an hour ejects no region and ends no drain.
 * Thread-safe.
 */
public final class DecisionClock implements InstantSource {
    /** The part of the time that passes by which the clock may go faster or slower. */
    private static final int SLEW = 20;

    /** How much later than the wall clock the last decision may be; more than a clock loses while a controller restarts. */
    static final Duration MOST_AHEAD = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(DecisionClock.class);

    private final ReentrantLock reading = new ReentrantLock();
    private final InstantSource wall;
    private final LongSupplier nanoClock;
    private Instant now;
    private long readNanos;

    /**
     * Begins.
     *
     * @param lastDecision when the last decision was made; null if there was none
     * @param nanoClock monotonic, in nanoseconds
     */
    public DecisionClock(InstantSource wall, LongSupplier nanoClock, @Nullable Instant lastDecision) {
        this.wall = wall;
        this.nanoClock = nanoClock;
        this.now = start(wall.instant(), lastDecision);
        this.readNanos = nanoClock.getAsLong();
    }

    private static Instant start(Instant wall, @Nullable Instant lastDecision) {
        if (lastDecision == null || !lastDecision.isAfter(wall)) {
            return wall;
        }
        if (!lastDecision.isAfter(wall.plus(MOST_AHEAD))) {
            return lastDecision;
        }
        log.warn(
                "the clock says {} and the last decision was made at {}: one of them is wrong, and decisions go by the clock;"
                        + " drains, pins and a freeze of that time hold until then, or until somebody ends them",
                wall,
                lastDecision);
        return wall;
    }

    @Override
    public Instant instant() {
        reading.lock();
        try {
            long nanos = nanoClock.getAsLong();
            long passed = Math.max(0, nanos - readNanos);
            Instant straight = now.plusNanos(passed);
            Duration behind = Duration.between(straight, wall.instant());
            Duration most = Duration.ofNanos(passed / SLEW);
            Duration slewed = behind.compareTo(most) > 0 ? most : behind;
            slewed = slewed.compareTo(most.negated()) < 0 ? most.negated() : slewed;
            now = straight.plus(slewed);
            readNanos = nanos;
            return now;
        } finally {
            reading.unlock();
        }
    }
}
