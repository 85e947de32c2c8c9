package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stage 4: operator weight x enabled x health score x dial. */
final class CapacityStage {
    private CapacityStage() {}

    static SortedMap<RegionId, Capacity> measure(Inputs inputs, SortedMap<RegionId, RegionState> states) {
        SortedMap<RegionId, Capacity> capacities = new TreeMap<>();
        inputs.intents().forEach((region, intent) -> {
            RegionState state = states.get(region);
            if (state != null) {
                capacities.put(
                        region,
                        new Capacity(
                                intent.effectiveWeight(),
                                state.score().value(),
                                state.dial().value()));
            }
        });
        return capacities;
    }
}
