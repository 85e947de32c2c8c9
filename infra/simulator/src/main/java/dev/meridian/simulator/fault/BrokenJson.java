package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Position;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event in the stream whose data is no JSON; the stream then goes on. A body in one piece loses its second half.
 *
 * @param after the point where the event comes; null means right after the head
 */
public record BrokenJson(@Nullable Position after) implements Fault {
    private static final String BROKEN = "{\"id\":\"chatcmpl-broken\",\"choices\":[{\"index\":0,\"delta\":{\"cont";

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        if (!plan.streams()) {
            return plan.mapFrames(frame -> frame.withBytes(Arrays.copyOf(frame.bytes(), frame.bytes().length / 2)));
        }
        int at = plan.framesBefore(after == null ? Position.HEAD : after);
        return plan.withFrames(Frames.with(plan.frames(), at, Frame.event(Frame.Kind.OTHER, BROKEN)));
    }
}
