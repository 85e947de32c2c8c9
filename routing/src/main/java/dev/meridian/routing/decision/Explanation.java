package dev.meridian.routing.decision;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Why each share is what it is: capacity, health, pace, guard, in this order, with their numbers. */
final class Explanation {
    private final Inputs inputs;
    private final SortedMap<RegionId, RegionState> states;
    private final @Nullable String intervention;
    private final Instant at;
    private final int weights;

    private Explanation(
            Inputs inputs, SortedMap<RegionId, RegionState> states, @Nullable String intervention, Instant at) {
        this.inputs = inputs;
        this.states = states;
        this.intervention = intervention;
        this.at = at;
        this.weights = inputs.intents().values().stream()
                .mapToInt(RegionIntent::effectiveWeight)
                .sum();
    }

    /** The reasons of every share that the table lists. */
    static SortedMap<OriginId, SortedMap<RegionId, List<Reason>>> of(
            Inputs inputs,
            SortedMap<RegionId, RegionState> states,
            SortedMap<OriginId, Draft> drafts,
            Guarded guarded,
            Published published,
            Instant at) {
        @Nullable String intervention = published.refusal() != null ? published.refusal() : guarded.intervention();
        Explanation explanation = new Explanation(inputs, states, intervention, at);
        SortedMap<RegionId, Texts> texts = new TreeMap<>();
        inputs.regions().keySet().forEach(region -> texts.put(region, explanation.texts(region)));
        SortedMap<OriginId, SortedMap<RegionId, List<Reason>>> reasons = new TreeMap<>();
        published.table().origins().forEach((origin, shares) -> {
            SortedMap<RegionId, List<Reason>> ofOrigin = new TreeMap<>();
            shares.shares()
                    .forEach((region, share) -> ofOrigin.put(
                            region, explanation.chain(drafts.get(origin), region, texts.get(region), share)));
            reasons.put(origin, ofOrigin);
        });
        return reasons;
    }

    /** A share of a kept table may be of an origin or a region that is no more; then only the guard speaks. */
    private List<Reason> chain(@Nullable Draft draft, RegionId region, @Nullable Texts texts, BasisPoints share) {
        if (draft == null || texts == null) {
            return List.of(new Reason("guard", BasisPoints.ZERO, share, guard(BasisPoints.ZERO, share)));
        }
        BasisPoints byWeight = draft.byWeight().getOrDefault(region, BasisPoints.ZERO);
        BasisPoints byHealth = draft.byHealth().getOrDefault(region, BasisPoints.ZERO);
        BasisPoints byDial = draft.byDial().getOrDefault(region, BasisPoints.ZERO);
        return List.of(
                new Reason("capacity", BasisPoints.ZERO, byWeight, texts.capacity()),
                new Reason("health", byWeight, byHealth, texts.health()),
                new Reason("pace", byHealth, byDial, texts.pace()),
                new Reason("guard", byDial, share, guard(byDial, share)));
    }

    private String guard(BasisPoints before, BasisPoints share) {
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
        if (intent == null || state == null) {
            throw new IllegalStateException("region " + region + " has no intent or no state");
        }
        String capacity = intent.enabled()
                ? "weight " + intent.weight() + " of " + weights
                : "not enabled, weight " + intent.weight() + " does not count";
        return new Texts(
                capacity,
                state.health() + ", score " + state.score() + ": " + state.because(),
                "dial " + state.dial() + ", " + state.health() + " since " + state.since() + drain(region));
    }

    private String drain(RegionId region) {
        @Nullable Drain drain = PaceStage.strictest(inputs, region, at);
        return drain == null
                ? ""
                : ": " + drain.mode() + " drain " + drain.id() + " of " + drain.owner() + ", " + drain.reason();
    }

    private record Texts(String capacity, String health, String pace) {}
}
