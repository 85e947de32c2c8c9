package dev.meridian.controller.bounds;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Calls of one kind: how many are served at once, of all callers and of one. Thread-safe. It knows only callers that have a call
 * here or wait for one, so that it is bounded by the server's connections.
 */
final class Slots {
    /** Whether a call is served. */
    enum Turn {
        TAKEN,
        FULL,
        FULL_OF_ONE
    }

    /** Three callers that hold all they may leave room for others. */
    private static final int PART_OF_ONE = 4;

    private final int most;
    private final Semaphore free;
    private final Duration patience;
    private final ConcurrentMap<String, Own> owns = new ConcurrentHashMap<>();

    /**
     * All free.
     *
     * @param most of all callers, at least 1
     * @param patience the longest that a call waits for its turn
     */
    Slots(int most, Duration patience) {
        this.most = most;
        this.free = new Semaphore(most);
        this.patience = patience;
    }

    int most() {
        return most;
    }

    /** How many of them one caller has at most: a quarter, at least 1. */
    int mostOfOne() {
        return Math.max(1, most / PART_OF_ONE);
    }

    int taken() {
        return most - free.availablePermits();
    }

    /** How many callers have a call here or wait for one. */
    int callers() {
        return owns.size();
    }

    /** Waits for a turn; if it is {@link Turn#TAKEN}, {@link #giveBack} has to follow. An interrupt ends the wait, and stays set. */
    Turn take(String who) {
        Own own = Objects.requireNonNull(
                owns.compute(who, (_, known) -> known == null ? new Own(1, new Semaphore(mostOfOne())) : known.and(1)));
        long until = System.nanoTime() + patience.toNanos();
        Turn turn = !acquire(own.free(), until) ? Turn.FULL_OF_ONE : acquire(free, until) ? Turn.TAKEN : Turn.FULL;
        if (turn == Turn.FULL) {
            own.free().release();
        }
        if (turn != Turn.TAKEN) {
            leave(who);
        }
        return turn;
    }

    /** Ends a call that had its turn. */
    void giveBack(String who) {
        free.release();
        Objects.requireNonNull(owns.get(who)).free().release();
        leave(who);
    }

    private void leave(String who) {
        owns.computeIfPresent(who, (_, own) -> own.calls() == 1 ? null : own.and(-1));
    }

    private static boolean acquire(Semaphore of, long until) {
        try {
            return of.tryAcquire() || of.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * What one caller has.
     *
     * @param calls served or waiting
     */
    private record Own(int calls, Semaphore free) {
        Own and(int more) {
            return new Own(calls + more, free);
        }
    }
}
