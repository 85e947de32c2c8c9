package dev.meridian.edge.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shows the clock to everything on one event loop that has time limits. One sweep for all costs less than a timer for
 * each, and the limits are seconds long. Confined to its event loop.
 */
final class Ticker {
    /** How often; a limit is exceeded by at most this, and where the loop is late by at most two of its rounds. */
    static final long PERIOD_MILLIS = 50;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2 * PERIOD_MILLIS);

    /** Something with time limits. */
    abstract static class Ticked {
        private int slot = -1;

        /** Looks at the clock ({@link System#nanoTime}). */
        abstract void tick(long now);
    }

    private final List<Ticked> all = new ArrayList<>();
    private long looked = System.nanoTime();
    private boolean held;

    /**
     * Whether this look at the clock counts. The first one after a pause of the loop, or of the whole process, does not: what
     * came in time meanwhile must be read before anyone is called late. Two looks in a row never count for nothing.
     */
    boolean counts(long now) {
        held = !held && now - looked > PAUSE_NANOS;
        looked = now;
        return !held;
    }

    void add(Ticked ticked) {
        ticked.slot = all.size();
        all.add(ticked);
    }

    /** Idempotent. */
    void remove(Ticked ticked) {
        if (ticked.slot >= 0) {
            Ticked last = all.removeLast();
            if (last.slot != ticked.slot) {
                all.set(ticked.slot, last);
                last.slot = ticked.slot;
            }
            ticked.slot = -1;
        }
    }

    /** Shows the clock to all; what removes itself or another meanwhile makes nobody miss it. */
    void sweep(long now) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (i < all.size()) {
                all.get(i).tick(now);
            }
        }
    }
}
