package dev.meridian.edge.failover;

import dev.meridian.edge.settings.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times of one exchange and its present attempt, all of {@link System#nanoTime}. Confined to one thread.
 *
 * <p>A unary request has a deadline for the whole; an attempt gets at most its part of what remains. A stream has a
 * deadline only if its client sets one: its first content has a limit, and after that its silence.
 */
final class AttemptClock {
    /** A hop gets half of what remains, so that a region that falls silent leaves time for another one. */
    private static final int REGIONS_TRIED = 2;

    /** Another edge is told less time than it gets, so that what it has to say arrives in time: a twentieth less. */
    private static final int HOP_MARGIN_PART = 20;

    private static final long LEAST_HOP_MARGIN_NANOS = 250_000_000;

    private final Limits limits;
    private final boolean stream;
    private final boolean bounded;
    private long deadline;
    private final long started;
    private long attemptStarted;
    private long attemptLimitNanos;
    private long fairNanos;
    private boolean hopped;
    private long lastByte;
    private long lastSent;

    /**
     * @param stream whether a stream was asked for
     * @param total the time for the whole; null where there is no limit, as for a stream whose client set none
     */
    AttemptClock(Limits limits, boolean stream, @Nullable Duration total, long now) {
        this.limits = limits;
        this.stream = stream;
        this.started = now;
        this.bounded = total != null;
        this.deadline = total == null ? now : now + total.toNanos();
        this.lastByte = now;
        this.lastSent = now;
    }

    /**
     * An attempt begins.
     *
     * @param most the longest unary attempt, or the longest time to a stream's first content
     * @param candidatesLeft candidates that could still follow, this one included
     * @param hop whether it goes to another edge, which watches its own attempts and pings while it waits
     */
    void attempt(long now, Duration most, int candidatesLeft, boolean hop) {
        attemptStarted = now;
        lastByte = now;
        hopped = hop;
        fairNanos = Math.min(most.toNanos(), fairAtMost(hop));
        if (stream) {
            attemptLimitNanos = hop ? Long.MAX_VALUE : most.toNanos();
        } else {
            attemptLimitNanos = hop ? left(now) / REGIONS_TRIED : Math.min(most.toNanos(), left(now) / candidatesLeft);
        }
    }

    private long fairAtMost(boolean hop) {
        if (stream) {
            return hop ? limits.streamIdle().toNanos() : Long.MAX_VALUE;
        }
        return limits.firstContent().toNanos() / 4 * 3;
    }

    /** The request is whole only now: its time begins. */
    void restart(long now) {
        deadline += now - started;
        attemptStarted = now;
        lastByte = now;
    }

    /** Something arrived from upstream, or it was given no chance to send since the client did not keep up. */
    void received(long now) {
        lastByte = now;
    }

    /** Time left for the whole, in nanoseconds: at least 0, and {@link Long#MAX_VALUE} where there is no limit. */
    long left(long now) {
        return bounded ? Math.max(0, deadline - now) : Long.MAX_VALUE;
    }

    /** Time that the attempt which begins now may take, as another edge is told, in milliseconds; -1 where there is no limit. */
    long hopMillis(long now) {
        if (!bounded) {
            return -1;
        }
        long limit = Math.min(attemptLimitNanos, left(now));
        long margin = Math.max(limit / HOP_MARGIN_PART, Math.min(limit / 4, LEAST_HOP_MARGIN_NANOS));
        return (limit - margin) / 1_000_000;
    }

    /** Whether the request's time is over. */
    boolean isOver(long now) {
        return bounded && now - deadline >= 0;
    }

    /** Whether the present attempt has had its time to first content. Another edge is never silent for long while it waits. */
    boolean isAttemptOver(long now) {
        return now - attemptStarted >= attemptLimitNanos || (stream && hopped && isSilent(now));
    }

    /**
     * Whether the present attempt has had so much time that having nothing to show is its own fault, and not that of a client
     * who gives it less. For a whole answer that is three quarters of the time to a stream's first content, which each model of
     * the default chain gets by default, over a hop too, or the longest unary attempt if that is shorter.
     */
    boolean wasFair(long now) {
        return now - attemptStarted >= fairNanos;
    }

    /** Whether nothing came for longer than a stream may pause. */
    boolean isSilent(long now) {
        return now - lastByte >= limits.streamIdle().toNanos();
    }

    /** Whether a waiting stream's client should be sent a comment now; then the next one is due a period later. */
    boolean pingIsDue(long now) {
        if (!stream || now - lastSent < limits.keepAlivePing().toNanos()) {
            return false;
        }
        lastSent = now;
        return true;
    }

    /** Since the exchange began. */
    long elapsed(long now) {
        return now - started;
    }

    /** Since the present attempt began. */
    long attemptElapsed(long now) {
        return now - attemptStarted;
    }
}
