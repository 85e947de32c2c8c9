package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Nearest first: each origin fills its nearest healthy region up to the stated capacity, then the next one. */
public final class Waterfall implements Policy {
    private final ProbedHealth health = new ProbedHealth();

    @Override
    public Decision decide(Situation heard, Instant now) {
        health.count(heard);
        SortedMap<RegionId, Double> left = new TreeMap<>();
        heard.regions().forEach((region, spec) -> {
            if (heard.isWanted(region, now) && !health.isAway(region)) {
                left.put(region, capacity(spec));
            }
        });
        SortedMap<OriginId, SortedMap<RegionId, Double>> all = new TreeMap<>();
        all.put(OriginId.DEFAULT, new TreeMap<>(left));
        for (RegionId place : heard.regions().keySet()) {
            OriginId origin = OriginId.of(place);
            all.put(origin, poured(Distances.demand(heard, origin), nearestFirst(heard, origin, left), left));
        }
        return RivalTable.of(heard, now, all);
    }

    private static double capacity(RegionSpec spec) {
        Integer stated = spec.capacityRps();
        return stated == null ? RegionSpec.MAX_CAPACITY_RPS : stated;
    }

    private static List<RegionId> nearestFirst(Situation heard, OriginId origin, SortedMap<RegionId, Double> left) {
        SortedMap<RegionId, Double> trips = Distances.roundTrips(heard, origin);
        return left.keySet().stream()
                .sorted(Comparator.comparingDouble(region -> trips.getOrDefault(region, Double.MAX_VALUE)))
                .toList();
    }

    /** What does not fit anywhere goes to the nearest. */
    private static SortedMap<RegionId, Double> poured(
            double demand, List<RegionId> order, SortedMap<RegionId, Double> left) {
        SortedMap<RegionId, Double> parts = new TreeMap<>();
        double rest = Math.max(1, demand);
        for (RegionId region : order) {
            double part = Math.min(rest, left.getOrDefault(region, 0.0));
            parts.put(region, part);
            left.merge(region, -part, Double::sum);
            rest -= part;
        }
        if (rest > 0 && !order.isEmpty()) {
            parts.merge(order.getFirst(), rest, Double::sum);
        }
        parts.replaceAll((region, part) -> (double) Math.round(part / Math.max(1, demand) * 100));
        return parts;
    }
}
