package dev.meridian.simulator.script;

import java.util.Comparator;
import java.util.List;

/**
 * What happens when.
 *
 * @param steps in the order of their times, 1 to 10 000
 */
public record Script(List<Step> steps) {
    private static final int MAX_STEPS = 10_000;

    /** @throws IllegalArgumentException if there are no steps or too many */
    public Script {
        if (steps == null || steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("a script needs 1 to " + MAX_STEPS + " steps");
        }
        steps = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
    }
}
