package dev.meridian.edge.server;

import java.time.Duration;

/** Notices a client that takes nothing of its answer any more. Confined to its event loop. */
final class WriteWatch {
    private final long limitNanos;
    private long waiting;
    private long since;

    /** @param limit how long a client may take nothing while bytes wait for it */
    WriteWatch(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /**
     * Looks at the clock.
     *
     * @param waitingBytes bytes that keep the connection from being writable; 0 if it is
     */
    boolean isStuck(long now, long waitingBytes) {
        if (waitingBytes == 0 || waitingBytes != waiting) {
            waiting = waitingBytes;
            since = now;
            return false;
        }
        return now - since > limitNanos;
    }
}
