package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import java.time.Instant;
import java.util.Set;

/**
 * A stream without some of its events: without {@code done} it has no {@code [DONE]}, without {@code finish} no finish
 * reason, without {@code finish} and {@code done} it is truncated though it ends well.
 *
 * @param events the kinds of events that are left out, at least one
 */
public record Omit(Set<Frame.Kind> events) implements Fault {
    /** @throws IllegalArgumentException if there are none */
    public Omit {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("events must not be empty");
        }
        events = Set.copyOf(events);
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        if (!plan.streams()) {
            return plan;
        }
        return plan.withFrames(plan.frames().stream()
                .filter(frame -> !events.contains(frame.kind()))
                .toList());
    }
}
