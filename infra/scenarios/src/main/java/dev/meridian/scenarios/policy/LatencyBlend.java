package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Shares of the healthy regions in proportion to one over the latency that live traffic shows. */
public final class LatencyBlend implements Policy {
    private static final double USUAL_MILLIS = 300;

    private final ProbedHealth health = new ProbedHealth();

    @Override
    public Decision decide(Situation heard, Instant now) {
        health.count(heard);
        SortedMap<OriginId, SortedMap<RegionId, Double>> all = new TreeMap<>();
        all.put(OriginId.DEFAULT, parts(heard, now, new TreeMap<>(), new TreeMap<>()));
        for (RegionId place : heard.regions().keySet()) {
            OriginId origin = OriginId.of(place);
            all.put(
                    origin,
                    parts(heard, now, Distances.firstContents(heard, origin), Distances.roundTrips(heard, origin)));
        }
        return RivalTable.of(heard, now, all);
    }

    private SortedMap<RegionId, Double> parts(
            Situation heard, Instant now, SortedMap<RegionId, Double> live, SortedMap<RegionId, Double> probed) {
        SortedMap<RegionId, Double> parts = new TreeMap<>();
        for (RegionId region : heard.regions().keySet()) {
            if (heard.isWanted(region, now) && !health.isAway(region)) {
                double millis = live.getOrDefault(region, USUAL_MILLIS + probed.getOrDefault(region, 0.0));
                parts.put(region, (double) Math.round(100_000 / millis / 4) * 4);
            }
        }
        return parts;
    }
}
