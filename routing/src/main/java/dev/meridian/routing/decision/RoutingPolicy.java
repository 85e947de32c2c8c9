package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** From inputs to a decision. A pure function: the same arguments give an equal result. Thread-safe. */
public final class RoutingPolicy {
    /** Of pins no more are named in alarms, which people read; {@code GET /v1/pins} lists them all. */
    private static final int MAX_NAMED_PINS = 5;

    private static final String ONLY_OPERATORS =
            "the network or the controller is at fault, only operators move the table";

    private final Inputs inputs;
    private final PolicySettings settings;
    private final Instant at;
    private final Duration elapsed;
    private final List<String> alarms = new ArrayList<>();

    private RoutingPolicy(Inputs inputs, PolicySettings settings, Instant now) {
        @Nullable Decision previous = inputs.previous();
        this.inputs = inputs;
        this.settings = settings;
        this.at = previous == null || now.isAfter(previous.decidedAt()) ? now : previous.decidedAt();
        this.elapsed = previous == null ? Duration.ZERO : Duration.between(previous.decidedAt(), at);
    }

    /**
     * Decides.
     *
     * @param now the decision's time; not before {@code inputs.previous().decidedAt()}, else it counts as that
     */
    public static Decision decide(Inputs inputs, PolicySettings settings, Instant now) {
        return new RoutingPolicy(inputs, settings, now).decide();
    }

    /** The stages in their order; each file states its own rules. */
    private Decision decide() {
        Trust trust = TrustStage.weigh(inputs, settings);
        Collection<OriginId> origins = Origins.of(inputs, alarms);
        SortedMap<RegionId, TrafficMemory> traffic = TrafficStage.remember(inputs, trust, elapsed, settings, at);
        SortedMap<RegionId, LiveTraffic> live = LiveTraffic.of(trust.observations());
        Feedback feedback = Feedback.of(inputs, trust, live, settings);
        SortedMap<RegionId, RegionState> states = states(trust, live, traffic, feedback);
        SortedMap<OriginId, Long> demand = DemandStage.measure(inputs, origins, trust, elapsed, settings);
        SortedMap<OriginId, Long> planned = DemandStage.planned(inputs, demand, elapsed, settings);
        SortedMap<OriginId, Long> asked = DemandStage.assumed(planned);
        SortedMap<RegionId, Long> serving = LatencyStage.serving(traffic);
        SortedMap<OriginId, SortedMap<RegionId, Long>> trips =
                LatencyStage.measure(inputs, origins, trust, serving, elapsed, settings);
        SortedMap<RegionId, Capacity> capacities = CapacityStage.measure(
                inputs,
                states,
                asked.values().stream().mapToLong(Long::longValue).sum(),
                settings.capacity());
        states = Parts.in(states, capacities);
        boolean moved = Parts.moved(inputs, states, trust.frozen());
        Plan plan = new AllocateStage(inputs, capacities, settings)
                .plan(asked, latencies(capacities.keySet(), trips, serving), !moved);
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> paced =
                PaceStage.pace(inputs, plan, asked, capacities, moved, trust.frozen(), elapsed, settings.pace());
        paced = CanaryStage.unpaced(inputs, plan, paced, trust.frozen());
        SortedMap<OriginId, Shares> guarded = guarded(states, capacities, plan, paced);
        CanaryStage stage = new CanaryStage(inputs, states, capacities, settings.canary(), at);
        List<Canary> held = stage.hold(guarded, CanaryStage.onTheirWay(plan, paced), asked, trust, elapsed);
        guarded = stage.released(guarded, held);
        @Nullable Canary canary = held.isEmpty() ? null : held.getFirst();
        SortedMap<OriginId, BasisPoints> shed = inputs.steering().isFrozenAt(at) && inputs.previous() != null
                ? ShedStage.held(inputs.previous(), plan)
                : ShedStage.shed(inputs, plan, asked, capacities, settings.allocate(), feedback, trust.frozen());
        Published published = PublishStage.publish(inputs, guarded, shed, states, canary, at);
        alarm(trust, shed, guarded, held, published);
        return new Decision(
                at,
                published.table(),
                states,
                remembered(demand, planned, trips, plan),
                RegionLoad.of(published.table(), asked, capacities),
                Explanation.of(inputs, states, capacities, plan, paced, guarded, published, at),
                alarms,
                canary == null ? null : canary.with(inputs.previous(), published),
                canary == null ? List.of() : held.subList(1, held.size()));
    }

    private SortedMap<RegionId, RegionState> states(
            Trust trust,
            SortedMap<RegionId, LiveTraffic> live,
            SortedMap<RegionId, TrafficMemory> traffic,
            Feedback feedback) {
        Upstream upstream = Upstream.of(trust, live, settings);
        if (upstream.providerIncident()) {
            alarms.add(
                    upstream.failsEverywhere()
                            ? "live traffic fails in every region at once, which is the provider's fault and no region's"
                            : "the upstream API is unreachable from every region that reports, which is no region's fault");
        }
        SortedMap<RegionId, Diagnosis> diagnoses = HealthStage.diagnose(inputs, trust, upstream, traffic, settings, at);
        if (!trust.frozen()) {
            diagnoses = LastResort.released(inputs, diagnoses, settings, at);
        }
        diagnoses = RemovalStage.limit(inputs, diagnoses, settings.guard(), at, alarms);
        return RampStage.ramp(inputs, diagnoses, traffic, feedback, settings, at);
    }

    private SortedMap<OriginId, long[]> latencies(
            Collection<RegionId> regions,
            SortedMap<OriginId, SortedMap<RegionId, Long>> trips,
            SortedMap<RegionId, Long> serving) {
        return CompactMap.mapped(trips, (origin, of) -> LatencyStage.weighed(regions, of, serving, settings.latency()));
    }

    private SortedMap<OriginId, Shares> guarded(
            SortedMap<RegionId, RegionState> states,
            SortedMap<RegionId, Capacity> capacities,
            Plan plan,
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> paced) {
        GuardStage guard = new GuardStage(inputs, states, capacities, settings, at);
        return CompactMap.mapped(
                plan.drafts(),
                (origin, draft) -> guard.guard(origin, draft, paced.getOrDefault(origin, draft.wanted())));
    }

    private static SortedMap<OriginId, OriginState> remembered(
            SortedMap<OriginId, Long> demand,
            SortedMap<OriginId, Long> planned,
            SortedMap<OriginId, SortedMap<RegionId, Long>> trips,
            Plan plan) {
        return CompactMap.mapped(
                plan.drafts(),
                (origin, draft) -> new OriginState(
                        demand.getOrDefault(origin, 0L),
                        planned.getOrDefault(origin, 0L),
                        trips.getOrDefault(origin, Collections.emptySortedMap()),
                        draft.wanted()));
    }

    /** A rollback pins every origin, of which there may be a thousand. */
    private void alarmOfSome(List<String> alike, String more) {
        alarms.addAll(alike.subList(0, Math.min(alike.size(), MAX_NAMED_PINS)));
        if (alike.size() > MAX_NAMED_PINS) {
            alarms.add("and " + (alike.size() - MAX_NAMED_PINS) + more);
        }
    }

    /** A controller that has only just begun to lead has heard nobody yet, which is no fault. */
    private boolean wasHeardLately() {
        return inputs.previous() != null
                && inputs.previous().states().values().stream()
                        .anyMatch(state -> Duration.between(state.countedAt(), at)
                                        .compareTo(settings.trust().trustFull())
                                <= 0);
    }

    private void alarm(
            Trust trust,
            SortedMap<OriginId, BasisPoints> shed,
            SortedMap<OriginId, Shares> guarded,
            List<Canary> held,
            Published published) {
        if (trust.mostFellSilent()) {
            alarms.add(trust.late() + " of " + trust.senders() + " senders fell silent together: " + ONLY_OPERATORS);
        } else if (trust.nobodyIsHeard() && !wasHeardLately()) {
            alarms.add("no agent and no edge is heard: " + ONLY_OPERATORS);
        }
        boolean frozen = inputs.steering().isFrozenAt(at);
        SortedMap<OriginId, Pin> pins = inputs.steering().at(at).pins();
        Set<String> interventions = new LinkedHashSet<>();
        List<String> pinned = new ArrayList<>();
        List<String> disobeyed = new ArrayList<>();
        guarded.forEach((origin, shares) -> {
            @Nullable Pin pin = pins.get(origin);
            boolean obeyed = pin != null && shares.shares().equals(pin.shares());
            if (shares.intervention() != null) {
                (obeyed && !frozen ? pinned : interventions).add(shares.intervention());
            }
            if (pin != null
                    && !obeyed
                    && !frozen
                    && held.stream().noneMatch(one -> one.before().containsKey(origin))) {
                disobeyed.add("the pin of origin " + origin + " by " + pin.owner()
                        + " is not obeyed: it names a region that is gone, or that the origin may not be sent to");
            }
        });
        alarms.addAll(interventions);
        alarmOfSome(disobeyed, " more pins are not obeyed");
        alarmOfSome(pinned, " more origins are pinned");
        shed.forEach((origin, part) -> alarms.add("origin " + origin + " refuses " + part
                + " of its requests: the regions that it may use have no capacity for them"));
        if (published.refusal() != null) {
            alarms.add(published.refusal());
        }
    }
}
