package dev.meridian.routing.decision;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.table.BasisPoints;
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

    static Feedback of(Inputs inputs, Trust trust, SortedMap<RegionId, LiveTraffic> live, PolicySettings settings) {
        SortedSet<RegionId> suffering = new TreeSet<>();
        live.forEach((region, traffic) -> {
            if (inputs.regions().containsKey(region) && Distress.of(traffic, settings)) {
                suffering.add(region);
            }
        });
        SortedMap<RegionId, Signal> signals = new TreeMap<>();
        for (RegionId region : inputs.regions().keySet()) {
            signals.put(region, trust.frozen() ? Signal.HOLD : signal(region, trust, suffering, inputs, settings));
        }
        return new Feedback(signals, !suffering.isEmpty());
    }

    Signal of(RegionId region) {
        return signals.getOrDefault(region, Signal.WELL);
    }

    private static Signal signal(
            RegionId region, Trust trust, SortedSet<RegionId> suffering, Inputs inputs, PolicySettings settings) {
        if (suffering.contains(region)) {
            return Signal.FAILS;
        }
        if (hasHealth(inputs, region, Health.RECOVERING) && isSlow(region, trust, inputs, settings)) {
            return Signal.SLOW;
        }
        return suffering.isEmpty() ? Signal.WELL : Signal.OTHERS_SUFFER;
    }

    /** Slower than the healthy regions together. */
    private static boolean isSlow(RegionId region, Trust trust, Inputs inputs, PolicySettings settings) {
        LatencyHistogram.Sum own = new LatencyHistogram.Sum();
        LatencyHistogram.Sum others = new LatencyHistogram.Sum();
        for (Heard<EdgeObservation> heard : trust.observations()) {
            heard.message().regions().forEach((one, traffic) -> {
                if (one.equals(region)) {
                    own.add(traffic.firstContent());
                } else if (hasHealth(inputs, one, Health.HEALTHY)) {
                    others.add(traffic.firstContent());
                }
            });
        }
        return isSlow(own.histogram(), others.histogram(), settings);
    }

    private static boolean isSlow(LatencyHistogram own, LatencyHistogram others, PolicySettings settings) {
        return own.count() >= ENOUGH
                && others.count() >= ENOUGH
                && own.quantileMicros(TAIL) * (double) BasisPoints.ONE
                        > others.quantileMicros(TAIL) * (double) settings.ramp().rampRegression();
    }

    private static boolean hasHealth(Inputs inputs, RegionId region, Health health) {
        RegionState state = inputs.previousState(region);
        return state != null && state.health() == health;
    }
}
