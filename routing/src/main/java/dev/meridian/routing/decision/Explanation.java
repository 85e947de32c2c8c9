package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Why each share is what it is: weight, health, ramp, latency, load, pace, guard, in this order, with their numbers. */
final class Explanation {
    private final Inputs inputs;
    private final SortedMap<RegionId, RegionState> states;
    private final SortedMap<RegionId, Capacity> capacities;
    private final Plan plan;
    private final @Nullable String refusal;
    private final Instant at;
    private final int weights;

    private Explanation(
            Inputs inputs,
            SortedMap<RegionId, RegionState> states,
            SortedMap<RegionId, Capacity> capacities,
            Plan plan,
            @Nullable String refusal,
            Instant at) {
        this.inputs = inputs;
        this.states = states;
        this.capacities = capacities;
        this.plan = plan;
        this.refusal = refusal;
        this.at = at;
        this.weights = inputs.intents().values().stream()
                .mapToInt(RegionIntent::effectiveWeight)
                .sum();
    }

    /** The reasons of every share that the table lists. */
    static SortedMap<OriginId, SortedMap<RegionId, List<Reason>>> of(
            Inputs inputs,
            SortedMap<RegionId, RegionState> states,
            SortedMap<RegionId, Capacity> capacities,
            Plan plan,
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> paced,
            SortedMap<OriginId, Shares> guarded,
            Published published,
            Instant at) {
        Explanation explanation = new Explanation(inputs, states, capacities, plan, published.refusal(), at);
        SortedMap<RegionId, Texts> texts = new TreeMap<>();
        inputs.regions().keySet().forEach(region -> texts.put(region, explanation.texts(region)));
        return CompactMap.mapped(published.table().origins(), (origin, shares) -> {
            @Nullable Draft draft = plan.drafts().get(origin);
            @Nullable SortedMap<RegionId, BasisPoints> ofPace = paced.get(origin);
            @Nullable Shares ofGuard = guarded.get(origin);
            return CompactMap.mapped(shares.shares(), (region, share) -> {
                @Nullable Texts text = texts.get(region);
                return draft == null || ofPace == null || ofGuard == null || text == null
                        ? explanation.kept(share)
                        : explanation.chain(draft, ofPace, ofGuard, region, text, share);
            });
        });
    }

    /** A share of a kept table may be of an origin or a region that is no more; then only the guard speaks. */
    private List<Reason> kept(BasisPoints share) {
        return List.of(new Reason("guard", BasisPoints.ZERO, share, guard(BasisPoints.ZERO, share, null)));
    }

    private List<Reason> chain(
            Draft draft,
            SortedMap<RegionId, BasisPoints> paced,
            Shares guarded,
            RegionId region,
            Texts texts,
            BasisPoints share) {
        BasisPoints byBase = draft.byBase().getOrDefault(region, BasisPoints.ZERO);
        BasisPoints byHealth = draft.byHealth().getOrDefault(region, BasisPoints.ZERO);
        BasisPoints byDial = draft.byDial().getOrDefault(region, BasisPoints.ZERO);
        BasisPoints byLatency = draft.byLatency().getOrDefault(region, BasisPoints.ZERO);
        BasisPoints wanted = draft.wanted().getOrDefault(region, BasisPoints.ZERO);
        BasisPoints byPace = paced.getOrDefault(region, BasisPoints.ZERO);
        return List.of(
                new Reason("weight", BasisPoints.ZERO, byBase, texts.weight()),
                new Reason("health", byBase, byHealth, texts.health()),
                new Reason("ramp", byHealth, byDial, texts.ramp()),
                new Reason("latency", byDial, byLatency, latency(draft, region)),
                new Reason("load", byLatency, wanted, texts.load()),
                new Reason(
                        "pace", wanted, byPace, byPace.equals(wanted) ? "all of the way" : "on the way to " + wanted),
                new Reason("guard", byPace, share, guard(byPace, share, guarded.intervention())));
    }

    private String latency(Draft draft, RegionId region) {
        if (draft.latencies().isEmpty()) {
            return "weights are followed strictly, whatever the distance";
        }
        long dearer = plan.dearer().getOrDefault(region, 0L);
        return "counts as " + millis(draft.latencies().getOrDefault(region, 0L)) + " away"
                + (dearer > 0 ? ", " + millis(dearer) + " of it for the price of its tokens" : "");
    }

    private static String millis(long micros) {
        return micros / 1_000 + " ms";
    }

    private String guard(BasisPoints before, BasisPoints share, @Nullable String intervention) {
        if (refusal != null) {
            return refusal;
        }
        if (intervention != null) {
            return intervention;
        }
        return switch (Integer.signum(share.compareTo(before))) {
            case 0 -> "nothing to hold back";
            case 1 ->
                "takes over " + new BasisPoints(share.value() - before.value())
                        + " that regions without evidence may not have";
            default -> "no evidence: held at " + share + ", a share is never raised blindly";
        };
    }

    private Texts texts(RegionId region) {
        @Nullable RegionIntent intent = inputs.intents().get(region);
        @Nullable RegionState state = states.get(region);
        @Nullable Capacity capacity = capacities.get(region);
        if (intent == null || state == null || capacity == null) {
            throw new IllegalStateException("region " + region + " has no intent, no state or no capacity");
        }
        String weight = intent.enabled()
                ? "weight " + intent.weight() + " of " + weights + (capacity.given() ? ", capacity given" : "")
                : "not enabled, weight " + intent.weight() + " does not count";
        String limited = capacity.admitted() < BasisPoints.ONE
                ? ", " + new BasisPoints(capacity.admitted()) + " of it does not answer 429"
                : "";
        return new Texts(
                weight,
                state.health() + ", score " + state.score() + ": " + state.because(),
                "dial " + state.dial() + limited + ", " + state.health() + " since " + state.since() + drain(region),
                plan.loads().getOrDefault(region, 0L) / 100 + " % of " + rps(capacity.sizeMilliRps())
                        + ", one more costs " + millis(plan.prices().getOrDefault(region, 0L)));
    }

    private static String rps(double milliRps) {
        return String.format(Locale.ROOT, "%.1f requests/s", milliRps / 1_000.0);
    }

    private String drain(RegionId region) {
        @Nullable Drain drain = RampStage.strictest(inputs, region, at);
        return drain == null
                ? ""
                : ": " + drain.mode() + " drain " + drain.id() + " of " + drain.owner() + ", " + drain.reason();
    }

    private record Texts(String weight, String health, String ramp, String load) {}
}
