package dev.meridian.simulator.script;

import dev.meridian.simulator.catalog.ModelChange;
import dev.meridian.simulator.fault.FaultRule;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a script; exactly one of its actions is given.
 *
 * @param at time from the start of the script
 * @param add a fault rule to add
 * @param remove the id of a fault rule to remove
 * @param clear true to remove every fault rule
 * @param refuse a region whose port is closed
 * @param accept a region whose port is opened again
 * @param model a model to change
 */
public record Step(
        Duration at,
        @Nullable FaultRule add,
        @Nullable String remove,
        @Nullable Boolean clear,
        @Nullable String refuse,
        @Nullable String accept,
        @Nullable ModelChange model) {
    private static final Duration MAX_AT = Duration.ofDays(7);

    /** @throws IllegalArgumentException if there is no time, or not exactly one action */
    public Step {
        if (Objects.requireNonNullElse(at, Duration.ofDays(-1)).isNegative() || at.compareTo(MAX_AT) > 0) {
            throw new IllegalArgumentException("a step needs a time \"at\" of 0s to 168h");
        }
        long actions = Stream.of(add, remove, clear, refuse, accept, model)
                .filter(Objects::nonNull)
                .count();
        if (actions != 1) {
            throw new IllegalArgumentException("the step at " + at.toMillis()
                    + "ms needs exactly one of add, remove, clear, refuse, accept and model, not " + actions);
        }
    }
}
