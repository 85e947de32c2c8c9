package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream that starts with comments ({@code : ping}), which are no content, before its first event.
 *
 * @param count how many, 1 to 10 000
 * @param every time before each of them; null means none
 */
public record Comments(int count, @Nullable Duration every) implements Fault {
    private static final int MAX_COUNT = 10_000;
    private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);

    /** @throws IllegalArgumentException if a component is out of its range */
    public Comments {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count " + count + " must be 1 to " + MAX_COUNT);
        }
        Durations.require("every", every);
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        if (!plan.streams()) {
            return plan;
        }
        List<Frame> frames = new ArrayList<>(count + plan.frames().size());
        for (int i = 0; i < count; i++) {
            frames.add(new Frame(Frame.Kind.OTHER, PING, Durations.nanos(every)));
        }
        frames.addAll(plan.frames());
        return plan.withFrames(frames);
    }
}
