package dev.meridian.edge.server;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds all request bodies that are held at once. Thread-safe. */
final class BodyBudget {
    private final long max;
    private final AtomicLong held = new AtomicLong();

    BodyBudget(long max) {
        this.max = max;
    }

    /** Reserves room; false where there is none. */
    boolean reserve(long bytes) {
        if (held.addAndGet(bytes) > max) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
