package dev.meridian.controller.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of decisions, drains and their ends: it never steps. It begins at the wall clock's time, but not before the last
 * decision, and goes on by the monotonic clock; what the wall clock has moved by since (slowly, as its crystal drifts, or by a
 * step) is made up for by at most one second in twenty. So a step of an hour ejects no region and ends no drain.
 * Thread-safe.
 */
public final class DecisionClock implements InstantSource {
    /** The part of the time that passes by which the clock may go faster or slower. */
    private static final int SLEW = 20;

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
        Instant start = wall.instant();
        this.now = lastDecision != null && lastDecision.isAfter(start) ? lastDecision : start;
        this.readNanos = nanoClock.getAsLong();
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
