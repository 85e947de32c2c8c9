package dev.meridian.controller.decision;

import dev.meridian.routing.decision.Canary;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.table.RoutingTable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a decision says of a change that not everybody has, which the decision before did not say. */
final class CanaryNews {
    private CanaryNews() {}

    /** A table that only some edges are to run; null where there is no new one. */
    static @Nullable RoutingTable table(@Nullable Decision before, Decision after) {
        @Nullable RoutingTable was = table(before);
        @Nullable RoutingTable is = table(after);
        return is == null || (was != null && was.version().equals(is.version())) ? null : is;
    }

    /** Why a change was taken back; null where none was. */
    static @Nullable String withdrawn(@Nullable Decision before, Decision after) {
        @Nullable Canary was = before == null ? null : before.canary();
        if (was == null || was.withdrawn() != null) {
            return null;
        }
        // No two changes are held since the same time: one is tried after the other.
        return after.held().stream()
                .filter(is -> is.withdrawn() != null && is.since().equals(was.since()))
                .findFirst()
                .map(Canary::sentence)
                .orElse(null);
    }

    /** How a trial ended, for the history; null where none did. */
    static @Nullable String end(Decision before, Decision after) {
        @Nullable Canary was = before.canary();
        @Nullable String withdrawn = withdrawn(before, after);
        if (was == null || !was.runs() || withdrawn != null) {
            return withdrawn;
        }
        return after.held().stream().noneMatch(is -> is.since().equals(was.since()))
                ? "a change that moves " + was.part() + " of all requests is tried no longer; " + seen(was)
                : null;
    }

    private static String seen(Canary canary) {
        return canary.seen().isEmpty()
                ? "its edges saw no traffic"
                : canary.seen().entrySet().stream()
                        .map(one -> "of edge " + one.getKey() + "/"
                                + canary.edges().get(one.getKey()) + " " + one.getValue())
                        .collect(Collectors.joining("; "));
    }

    private static @Nullable RoutingTable table(@Nullable Decision decision) {
        @Nullable Canary canary = decision == null ? null : decision.canary();
        return canary == null ? null : canary.table();
    }
}
