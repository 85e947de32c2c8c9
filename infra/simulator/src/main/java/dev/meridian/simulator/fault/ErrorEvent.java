package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.answer.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream with status 200 that says in an event that it failed, and ends without finish reason and {@code [DONE]}. An
 * answer that is no stream becomes a 500.
 *
 * @param after the point where the event comes: {@code head} (the first event; the default), {@code role}, tokens
 * @param data the event's data, or null for OpenAI's server error
 */
public record ErrorEvent(@Nullable Position after, @Nullable String data) implements Fault {
    @Override
    public Plan applyTo(Plan plan, Instant now) {
        if (!plan.streams()) {
            return Status.of(500).applyTo(plan, now);
        }
        int at = plan.framesBefore(after == null ? Position.HEAD : after);
        List<Frame> frames = new ArrayList<>(plan.frames().subList(0, at));
        frames.add(Frame.event(
                Frame.Kind.ERROR, data == null ? Refusal.ofStatus(500).json() : data));
        return plan.withFrames(frames);
    }
}
