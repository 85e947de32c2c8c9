package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Plan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer, later.
 *
 * @param beforeHead before the head; null means not at all
 * @param afterHead between head and body; null means not at all
 */
public record Delay(@Nullable Duration beforeHead, @Nullable Duration afterHead) implements Fault {
    /** @throws IllegalArgumentException if a delay is negative or longer than 10 minutes */
    public Delay {
        Durations.require("before_head", beforeHead);
        Durations.require("after_head", afterHead);
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        return plan.later(Durations.nanos(beforeHead), Durations.nanos(afterHead));
    }
}
