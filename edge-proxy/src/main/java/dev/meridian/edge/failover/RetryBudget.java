package dev.meridian.edge.failover;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds what all requests of an edge together repeat, so that an outage is not made worse by repetitions: a token bucket
 * that repetitions empty and successes fill, as in AWS's SDKs ("standard" retry mode: 500 tokens, a retry costs 5, after a
 * timeout 10, a success gives 1 back). Thread-safe.
 *
 * <p>Moving on to another model or region adds no load to what has failed. It costs a fifth, so that it goes on as long
 * as it leads to success, and ends where everything fails.
 */
final class RetryBudget {
    static final int CAPACITY = 500;
    private static final int REPEAT = 5;
    private static final int MOVE_ON = 1;

    private final AtomicInteger tokens = new AtomicInteger(CAPACITY);

    /** Pays for trying the same again; false where that is too much now. */
    boolean repeat(boolean afterTimeout) {
        return take(afterTimeout ? 2 * REPEAT : REPEAT);
    }

    /** Pays for trying another model or region; false where that is too much now. */
    boolean moveOn(boolean afterTimeout) {
        return take(afterTimeout ? 2 * MOVE_ON : MOVE_ON);
    }

    /** An attempt worked. */
    void success() {
        int now = tokens.get();
        if (now < CAPACITY) {
            tokens.compareAndSet(now, now + 1); // one success more or less does not matter
        }
    }

    int tokens() {
        return tokens.get();
    }

    private boolean take(int cost) {
        for (int now = tokens.get(); now >= cost; now = tokens.get()) {
            if (tokens.compareAndSet(now, now - cost)) {
                return true;
            }
        }
        return false;
    }
}
