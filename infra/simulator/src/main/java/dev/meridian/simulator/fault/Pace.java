package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream at another pace than its model's.
 *
 * @param firstToken time before the head; null keeps the model's
 * @param tokensPerSecond pace of the tokens; 0 keeps the model's
 */
public record Pace(@Nullable Duration firstToken, double tokensPerSecond) implements Fault {
    /** @throws IllegalArgumentException if a component is out of its range */
    public Pace {
        Durations.require("first_token", firstToken);
        if (!(tokensPerSecond >= 0)) {
            throw new IllegalArgumentException("tokens_per_second must be 0 or more");
        }
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        Plan changed = firstToken == null ? plan : plan.withHeadDelay(firstToken.toNanos());
        if (tokensPerSecond == 0 || !plan.streams()) {
            return changed;
        }
        long nanos = Math.min(MAX_DELAY.toNanos(), (long) (1e9 / tokensPerSecond));
        return changed.mapFrames(frame -> frame.kind() == Frame.Kind.TOKEN ? frame.withDelay(nanos) : frame);
    }
}
