package dev.meridian.agent.loop;

import java.time.Duration;

/** How a loop waits between two steps. */
@FunctionalInterface
public interface Pause {
    /** Waits by the machine's clock. */
    Pause SLEEP = Thread::sleep;

    /** Returns when the time is over. */
    void await(Duration time) throws InterruptedException;
}
