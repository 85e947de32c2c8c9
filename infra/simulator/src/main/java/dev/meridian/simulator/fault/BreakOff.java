package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An answer that ends too early. Without a position, nothing of it is sent. */
public sealed interface BreakOff extends Fault {
    /** The point up to which it is sent. */
    @Nullable
    Position after();

    /** The connection is reset (RST) there. */
    record Reset(@Nullable Position after) implements BreakOff {
        @Override
        public Plan applyTo(Plan plan, Instant now) {
            return plan.withEnding(new Ending(orNothing(after), Ending.Manner.RESET));
        }
    }

    /**
     * The body ends there.
     *
     * @param broken whether HTTP's own end is missing too, and the connection is closed cleanly (FIN) instead; else the
     *     body is only too short, well framed, and the connection lives on. Before the head and after a number of bytes
     *     it is always broken.
     */
    record Cut(@Nullable Position after, boolean broken) implements BreakOff {
        @Override
        public Plan applyTo(Plan plan, Instant now) {
            Position at = orNothing(after);
            return broken || at.unit() == Position.Unit.NOTHING || at.unit() == Position.Unit.BYTES
                    ? plan.withEnding(new Ending(at, Ending.Manner.CLOSE))
                    : Frames.upTo(plan, at);
        }
    }

    /** Silence from there on; the connection stays open. */
    record Stall(@Nullable Position after) implements BreakOff {
        @Override
        public Plan applyTo(Plan plan, Instant now) {
            return plan.withEnding(new Ending(orNothing(after), Ending.Manner.STALL));
        }
    }

    private static Position orNothing(@Nullable Position after) {
        return after == null ? Position.NOTHING : after;
    }
}
