package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** The operators' weights, whatever happens; only they themselves take a region away. */
public final class StaticWeights implements Policy {
    @Override
    public Decision decide(Situation heard, Instant now) {
        SortedMap<RegionId, Double> parts = new TreeMap<>();
        heard.intents()
                .forEach((region, intent) -> parts.put(region, heard.isWanted(region, now) ? intent.weight() : 0.0));
        SortedMap<OriginId, SortedMap<RegionId, Double>> all = new TreeMap<>();
        all.put(OriginId.DEFAULT, parts);
        return RivalTable.of(heard, now, all);
    }
}
