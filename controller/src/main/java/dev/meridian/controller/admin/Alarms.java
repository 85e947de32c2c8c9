package dev.meridian.controller.admin;

import dev.meridian.controller.decision.Decisions;
import dev.meridian.controller.publish.EdgeTables;
import dev.meridian.routing.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator must look at: what the latest decision says, and edges that do not follow it. */
public record Alarms(Decisions decisions, EdgeTables edges) {
    /** Each a sentence; empty in good times. */
    List<String> now() {
        @Nullable Decision decision = decisions.latest();
        List<String> alarms = new ArrayList<>(decision == null ? List.of() : decision.alarms());
        @Nullable String lagging = edges.alarm();
        if (lagging != null) {
            alarms.add(lagging);
        }
        return alarms;
    }
}
