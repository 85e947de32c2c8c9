package dev.meridian.routing.decision;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What live traffic says of the moves that are under way.
 *
 * @param signals by region
 * @param anySuffers whether a region fails too often or refuses
 */
record Feedback(SortedMap<RegionId, Signal> signals, boolean anySuffers) {
    /** Fewer times to first content than this tell no 95th percentile. */
    private static final int ENOUGH = 50;

    private static final double TAIL = 0.95;

    enum Signal {
        /** Nothing speaks against going on. */
        WELL,
        /** The region's attempts fail. */
        FAILS,
        /** The region is slower than the others. */
        SLOW,
        /** Other regions fail or refuse. */
        OTHERS_SUFFER,
        /** Nobody knows: nothing automatic happens. */
        HOLD
    }

    static Feedback of(Inputs inputs, Trust trust, PolicySettings settings) {
        SortedMap<RegionId, LiveTraffic> live = LiveTraffic.of(trust.observations());
        SortedSet<RegionId> suffering = new TreeSet<>();
        live.forEach((region, traffic) -> {
            if (inputs.regions().containsKey(region) && Distress.of(traffic, settings)) {
                suffering.add(region);
            }
        });
        SortedMap<RegionId, Signal> signals = new TreeMap<>();
        for (RegionId region : inputs.regions().keySet()) {
            signals.put(region, trust.frozen() ? Signal.HOLD : signal(region, live, suffering, inputs, settings));
        }
        return new Feedback(signals, !suffering.isEmpty());
    }

    Signal of(RegionId region) {
        return signals.getOrDefault(region, Signal.WELL);
    }

    private static Signal signal(
            RegionId region,
            SortedMap<RegionId, LiveTraffic> live,
            SortedSet<RegionId> suffering,
            Inputs inputs,
            PolicySettings settings) {
        LiveTraffic own = live.getOrDefault(region, LiveTraffic.NONE);
        if (suffering.contains(region)) {
            return Signal.FAILS;
        }
        if (isSlow(region, own, live, inputs, settings)) {
            return Signal.SLOW;
        }
        return suffering.isEmpty() ? Signal.WELL : Signal.OTHERS_SUFFER;
    }

    /** Slower than the other regions together that are not ramping themselves. */
    private static boolean isSlow(
            RegionId region,
            LiveTraffic own,
            SortedMap<RegionId, LiveTraffic> live,
            Inputs inputs,
            PolicySettings settings) {
        LatencyHistogram others = LatencyHistogram.empty();
        for (var one : live.entrySet()) {
            RegionState state = inputs.previousState(one.getKey());
            if (!one.getKey().equals(region) && state != null && state.health() == Health.HEALTHY) {
                others = others.plus(one.getValue().firstContent());
            }
        }
        return own.firstContent().count() >= ENOUGH
                && others.count() >= ENOUGH
                && own.firstContent().quantileMicros(TAIL) * 10_000.0
                        > others.quantileMicros(TAIL) * (double) settings.ramp().rampRegression();
    }
}
