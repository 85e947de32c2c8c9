package dev.meridian.demo.view;

import dev.meridian.demo.control.RegionStatus;
import java.util.ArrayList;
import java.util.List;

/** What happened between two frames, in words. */
public final class Changes {
    private Changes() {}

    /** One line for each change; empty if nothing that people care about has changed. */
    public static List<String> between(Frame before, Frame after) {
        List<String> changes = new ArrayList<>();
        if (before.controller() != after.controller()) {
            changes.add(after.controller() ? "controller is back" : "controller does not answer");
        }
        for (RegionStatus now : after.regions()) {
            for (RegionStatus then : before.regions()) {
                if (then.region().equals(now.region())) {
                    compare(then, now, changes);
                }
            }
        }
        long failed = after.totals().failed() - before.totals().failed();
        if (failed > 0) {
            changes.add(failed + " requests failed");
        }
        long lost = after.totals().lost() - before.totals().lost();
        if (lost > 0) {
            changes.add(lost + " requests were lost in the killed edge that was handling them");
        }
        return changes;
    }

    private static void compare(RegionStatus then, RegionStatus now, List<String> changes) {
        if (!then.health().equals(now.health())) {
            changes.add("%s %s (was %s): %s".formatted(now.region(), now.health(), then.health(), now.because()));
        }
        if (then.weight() != now.weight()) {
            changes.add("%s has weight %d (was %d)".formatted(now.region(), now.weight(), then.weight()));
        }
    }
}
