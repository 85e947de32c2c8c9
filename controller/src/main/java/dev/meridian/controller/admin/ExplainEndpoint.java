package dev.meridian.controller.admin;

import dev.meridian.controller.admin.ExplainView.ShareView;
import dev.meridian.controller.change.LoadView;
import dev.meridian.controller.decision.Decisions;
import dev.meridian.controller.description.Described;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.report.Streams;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.OriginState;
import dev.meridian.routing.decision.RegionLoad;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.OriginShares;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why one origin is sent where it is; {@link DecisionsEndpoint} shows the whole decision. */
@RestController
public final class ExplainEndpoint {
    private static final double MILLI = 1_000;

    private final Decisions decisions;
    private final Intents intents;
    private final Holds holds;
    private final Streams streams;
    private final Alarms alarms;

    public ExplainEndpoint(Decisions decisions, Intents intents, Holds holds, Streams streams, Alarms alarms) {
        this.decisions = decisions;
        this.intents = intents;
        this.holds = holds;
        this.streams = streams;
        this.alarms = alarms;
    }

    @Described(value = "why an origin is sent where it is", also = 503)
    @GetMapping("/v1/explain")
    ExplainView explain(@RequestParam(name = "origin", defaultValue = "default") String name) {
        OriginId origin = HoldsEndpoint.origin(name);
        @Nullable Decision decision = decisions.latest();
        if (decision == null) {
            throw DecisionsEndpoint.undecided();
        }
        OriginId listed = decision.table().origins().containsKey(origin) ? origin : OriginId.DEFAULT;
        OriginShares shares = decision.table().sharesOf(origin);
        @Nullable OriginState state = decision.origins().get(listed);
        Steering steering = holds.active();
        return new ExplainView(
                decision.table().version(),
                decision.decidedAt(),
                origin,
                listed,
                state == null ? null : state.demandMilliRps() / MILLI,
                shares.residency(),
                shares.shed(),
                steering.freeze(),
                steering.pins().get(listed),
                shares(decision, listed, shares),
                alarms.now());
    }

    private SortedMap<RegionId, ShareView> shares(Decision decision, OriginId listed, OriginShares shares) {
        SortedMap<RegionId, RegionIntent> intended = intents.effective();
        Map<RegionId, Drain> drains =
                intents.activeDrains().stream().collect(Collectors.toMap(Drain::region, Function.identity()));
        @Nullable OriginState origin = decision.origins().get(listed);
        Streams.Said said = streams.now();
        SortedMap<RegionId, ShareView> views = new TreeMap<>();
        shares.shares().forEach((region, share) -> {
            @Nullable RegionState state = decision.states().get(region);
            @Nullable RegionLoad load = decision.loads().get(region);
            views.put(
                    region,
                    new ShareView(
                            share,
                            origin == null ? null : origin.wanted().get(region),
                            intended.getOrDefault(region, new RegionIntent(0, false)),
                            drains.get(region),
                            state == null ? null : StateView.of(state),
                            load == null ? null : LoadView.of(load),
                            said.in(region),
                            millis(origin, region),
                            decision.reasons()
                                    .getOrDefault(listed, new TreeMap<>())
                                    .getOrDefault(region, List.of())));
        });
        return views;
    }

    private static @Nullable Double millis(@Nullable OriginState origin, RegionId region) {
        @Nullable Long micros = origin == null ? null : origin.roundTripMicros().get(region);
        return micros == null ? null : micros / MILLI;
    }
}
