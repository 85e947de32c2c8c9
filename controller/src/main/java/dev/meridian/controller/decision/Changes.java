package dev.meridian.controller.decision;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Reason;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What changed from one decision to the next, one log line each. */
final class Changes {
    private static final Logger log = LoggerFactory.getLogger("dev.meridian.controller.decision");

    private Changes() {}

    static void log(@Nullable Decision before, Decision after) {
        after.states().forEach((region, state) -> {
            @Nullable RegionState was = before == null ? null : before.states().get(region);
            if (was == null || was.health() != state.health()) {
                logState(region, was, state);
            }
        });
        logShares(before, after);
        List<String> alarmsBefore = before == null ? List.of() : before.alarms();
        after.alarms().stream()
                .filter(alarm -> !alarmsBefore.contains(alarm))
                .forEach(alarm -> log.warn("alarm: {}", alarm));
        if (!after.alarms().isEmpty() || alarmsBefore.isEmpty()) {
            return;
        }
        log.info("no alarms any more");
    }

    /** A new table in one line, by the shares of the default origin; each share of each origin with its reasons for those who ask. */
    private static void logShares(@Nullable Decision before, Decision after) {
        if (before != null && before.table().version().equals(after.table().version())) {
            return;
        }
        log.info(
                "table {}: {}",
                after.table().version(),
                after.table().sharesOf(OriginId.DEFAULT).shares());
        if (log.isDebugEnabled()) {
            after.reasons()
                    .forEach((origin, regions) -> regions.forEach((region, reasons) -> log.debug(
                            "share of {} from {}: {}",
                            region,
                            origin,
                            reasons.stream().map(Reason::toString).collect(Collectors.joining("; ")))));
        }
    }

    private static void logState(RegionId region, @Nullable RegionState was, RegionState state) {
        log.atLevel(state.health() == Health.DOWN ? Level.WARN : Level.INFO)
                .addKeyValue("region", region)
                .addKeyValue("health", state.health())
                .log(
                        "region {} {} (was {}): {}",
                        region,
                        state.health(),
                        was == null ? "not known" : was.health(),
                        state.because());
    }
}
