package dev.meridian.agent.loop;

import java.time.Duration;

/** One round of an activity that is repeated for ever. */
@FunctionalInterface
public interface Step {
    /**
     * Does one round.
     *
     * @return how long to pause before the next
     * @throws InterruptedException if the activity is to end
     */
    Duration run() throws InterruptedException;
}
