package dev.meridian.agent.loop;

import java.time.Duration;

/** The pauses after failures in a row: full jitter under a limit that doubles up to a cap. For one thread. */
public final class Backoff {
    private final Duration first;
    private final Duration cap;
    private final Jitter jitter;
    private Duration limit;

    /**
     * Starts without a failure.
     *
     * @param first the longest pause after the first failure
     * @param cap the longest pause after any
     */
    public Backoff(Duration first, Duration cap, Jitter jitter) {
        this.first = first;
        this.cap = cap;
        this.jitter = jitter;
        this.limit = first;
    }

    /** The pause after one more failure. */
    public Duration next() {
        Duration pause = jitter.upTo(limit.compareTo(cap) < 0 ? limit : cap);
        limit = limit.compareTo(cap) < 0 ? limit.multipliedBy(2) : cap;
        return pause;
    }

    /** Forgets the failures; called after a success. */
    public void reset() {
        limit = first;
    }
}
