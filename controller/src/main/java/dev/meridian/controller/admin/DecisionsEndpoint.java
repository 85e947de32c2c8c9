package dev.meridian.controller.admin;

import dev.meridian.controller.decision.Decisions;
import dev.meridian.controller.decision.Made;
import dev.meridian.controller.description.Described;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Reason;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why the table is as it is. */
@RestController
public final class DecisionsEndpoint {
    private final Decisions decisions;
    private final Alarms alarms;
    private final Wire wire;

    public DecisionsEndpoint(Decisions decisions, Alarms alarms, Wire wire) {
        this.decisions = decisions;
        this.alarms = alarms;
        this.wire = wire;
    }

    /** The latest decision with all its inputs: whoever decides again with them comes to the same. */
    @Described(value = "the latest decision with all that it was made of", also = 503)
    @GetMapping(value = "/v1/decisions/latest/replay", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] replay() {
        @Nullable Made made = decisions.made();
        if (made == null) {
            throw undecided();
        }
        return wire.write(made);
    }

    @Described(value = "why the table is as it is", also = 503)
    @GetMapping("/v1/decisions/latest")
    DecisionView latest() {
        @Nullable Decision decision = decisions.latest();
        if (decision == null) {
            throw undecided();
        }
        return new DecisionView(
                decision.table().version(), decision.decidedAt(), alarms.now(), states(decision), decision.reasons());
    }

    private static SortedMap<RegionId, StateView> states(Decision decision) {
        SortedMap<RegionId, StateView> states = new TreeMap<>();
        decision.states().forEach((region, state) -> states.put(region, StateView.of(state)));
        return states;
    }

    static Refused undecided() {
        return new Refused(HttpStatus.SERVICE_UNAVAILABLE, "No decision", "nothing has been decided yet");
    }

    /**
     * The answer.
     *
     * @param version the table's
     * @param alarms of the decision, and that edges do not follow
     * @param reasons the way to each share, by origin and region
     */
    record DecisionView(
            TableVersion version,
            Instant decidedAt,
            List<String> alarms,
            SortedMap<RegionId, StateView> states,
            SortedMap<OriginId, SortedMap<RegionId, List<Reason>>> reasons) {}
}
