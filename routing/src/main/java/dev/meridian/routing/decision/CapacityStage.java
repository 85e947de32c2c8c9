package dev.meridian.routing.decision;

import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.policy.CapacitySettings;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stage 7: operator weight or capacity x health x dial. Where operators give no capacity it is their weight's share of the
 * demand, among the regions that serve, times the headroom: weights are then met within that much, and exactly at 1.0.
 */
final class CapacityStage {
    /** A region that answers 429 is cut in steps of this factor, so that its way back is some tables and not hundreds. */
    private static final double ADMITTED_STEP = 1.05;

    /** The largest {@link Capacity#base}: with all factors, shares and 64 regions a sum of them is still a long. */
    private static final long MAX_BASE = 10_000_000;

    /** What was served for half a minute may by chance, or by what waited in queues, be more than can be served, but hardly by so much. */
    private static final double BEYOND_CHANCE = 1.1;

    private CapacityStage() {}

    static SortedMap<RegionId, Capacity> measure(
            Inputs inputs, SortedMap<RegionId, RegionState> states, long demandMilliRps, CapacitySettings settings) {
        SortedMap<RegionId, Long> weights = new TreeMap<>();
        SortedMap<RegionId, Long> factored = new TreeMap<>();
        inputs.intents().forEach((region, intent) -> {
            @Nullable RegionState state = states.get(region);
            if (state != null) {
                long weight = intent.effectiveWeight();
                weights.put(region, weight);
                factored.put(region, weight * factor(state));
            }
        });
        SortedMap<RegionId, Long> full = full(inputs, states, weights, demandMilliRps, settings);
        boolean allGiven = weights.keySet().stream()
                .allMatch(region -> weights.getOrDefault(region, 0L) == 0 || isGiven(inputs, region));
        boolean anyGiven = weights.keySet().stream().anyMatch(region -> isGiven(inputs, region));
        long largest = full.values().stream().mapToLong(Long::longValue).max().orElse(1);
        double scale = largest <= MAX_BASE ? 1 : (double) MAX_BASE / largest;
        double wanted = demandMilliRps * settings.headroom() / Math.max(1, sum(factored.values()));
        SortedMap<RegionId, Capacity> capacities = new TreeMap<>();
        weights.forEach((region, weight) -> {
            RegionState state = stateOf(states, region);
            boolean given = isGiven(inputs, region);
            double size = given
                    ? (double) full.getOrDefault(region, 0L) * factor(state) / Capacity.WHOLE
                    : wanted * factored.getOrDefault(region, 0L);
            long base = anyGiven && weight > 0 ? Math.max(1, (long) (full.getOrDefault(region, 0L) * scale)) : weight;
            capacities.put(
                    region,
                    new Capacity(
                            base,
                            allGiven ? stated(inputs, region) : weight,
                            state.score().value(),
                            state.dial().value(),
                            admitted(state),
                            size,
                            given));
        });
        return capacities;
    }

    static SortedMap<RegionId, Long> project(SortedMap<RegionId, Capacity> capacities, ToLongFunction<Capacity> value) {
        SortedMap<RegionId, Long> projected = new TreeMap<>();
        capacities.forEach((region, capacity) -> projected.put(region, value.applyAsLong(capacity)));
        return projected;
    }

    /** What each region could serve if all of it were well, in 1/1000 requests/s. */
    private static SortedMap<RegionId, Long> full(
            Inputs inputs,
            SortedMap<RegionId, RegionState> states,
            SortedMap<RegionId, Long> weights,
            long demandMilliRps,
            CapacitySettings settings) {
        double perWeight = demandMilliRps * settings.headroom() / Math.max(1, sum(weights.values()));
        SortedMap<RegionId, Long> full = new TreeMap<>();
        weights.forEach((region, weight) -> {
            long proven = stateOf(states, region).traffic().provenMilliRps();
            long size = isGiven(inputs, region) ? believed(inputs, region, proven) : (long) (perWeight * weight);
            full.put(region, weight == 0 ? 0 : size);
        });
        return full;
    }

    /**
     * What a region is believed to serve when it is well, in 1/1000 requests/s: what operators wrote down, unless it was
     * proven wrong by more than chance can do; without that what it served of late.
     */
    static long believed(Inputs inputs, RegionId region, long provenMilliRps) {
        @Nullable RegionSpec spec = inputs.regions().get(region);
        @Nullable Integer rps = spec == null ? null : spec.capacityRps();
        if (rps == null) {
            return provenMilliRps;
        }
        return provenMilliRps > rps * 1_000L * BEYOND_CHANCE ? provenMilliRps : rps * 1_000L;
    }

    private static boolean isGiven(Inputs inputs, RegionId region) {
        @Nullable RegionSpec spec = inputs.regions().get(region);
        @Nullable RegionIntent intent = inputs.intents().get(region);
        return spec != null && spec.capacityRps() != null && intent != null && intent.effectiveWeight() > 0;
    }

    /** What operators wrote down, scaled so that it fits. */
    private static long stated(Inputs inputs, RegionId region) {
        @Nullable RegionSpec spec = inputs.regions().get(region);
        @Nullable Integer rps = spec == null ? null : spec.capacityRps();
        double largest = inputs.regions().values().stream()
                .mapToInt(one -> one.capacityRps() == null ? 1 : one.capacityRps())
                .max()
                .orElse(1);
        return rps == null || !isGiven(inputs, region) ? 0 : Math.max(1, (long) (rps / largest * MAX_BASE));
    }

    private static long factor(RegionState state) {
        return Capacity.factor(state.score().value(), state.dial().value(), admitted(state));
    }

    private static int admitted(RegionState state) {
        double cut = (double) BasisPoints.ONE
                / Math.max(1, state.traffic().admitted().value());
        double steps = StrictMath.ceil(StrictMath.log(cut) / StrictMath.log(ADMITTED_STEP));
        return (int) (BasisPoints.ONE / StrictMath.pow(ADMITTED_STEP, steps));
    }

    private static RegionState stateOf(SortedMap<RegionId, RegionState> states, RegionId region) {
        @Nullable RegionState state = states.get(region);
        if (state == null) {
            throw new IllegalStateException("region " + region + " has no state");
        }
        return state;
    }

    private static long sum(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }
}
