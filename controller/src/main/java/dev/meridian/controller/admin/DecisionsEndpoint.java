package dev.meridian.controller.admin;

import dev.meridian.controller.decision.Decisions;
import dev.meridian.controller.problem.Refused;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Reason;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why the table is as it is. */
@RestController
public final class DecisionsEndpoint {
    private final Decisions decisions;

    public DecisionsEndpoint(Decisions decisions) {
        this.decisions = decisions;
    }

    @GetMapping("/v1/decisions/latest")
    DecisionView latest() {
        @Nullable Decision decision = decisions.latest();
        if (decision == null) {
            throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "No decision", "nothing has been decided yet");
        }
        return new DecisionView(
                decision.table().version(),
                decision.decidedAt(),
                decision.alarms(),
                decision.states(),
                decision.reasons());
    }

    /**
     * The answer.
     *
     * @param version the table's
     * @param reasons the way to each share, by origin and region
     */
    record DecisionView(
            TableVersion version,
            Instant decidedAt,
            List<String> alarms,
            SortedMap<RegionId, RegionState> states,
            SortedMap<OriginId, SortedMap<RegionId, List<Reason>>> reasons) {}
}
