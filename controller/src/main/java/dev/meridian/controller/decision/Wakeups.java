package dev.meridian.controller.decision;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the decision thread; calls while it is busy are one. */
public final class Wakeups {
    private final Semaphore calls = new Semaphore(0);

    /** Asks for a decision now. */
    public void wake() {
        calls.release();
    }

    void await(Duration atMost) throws InterruptedException {
        calls.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        calls.drainPermits();
    }
}
