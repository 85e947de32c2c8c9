package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has to leave a region leaves it, from shares that are held. */
final class Evacuation {
    private final Inputs inputs;
    private final SortedMap<RegionId, RegionState> states;
    private final SortedMap<RegionId, Capacity> capacities;
    private final SortedMap<RegionId, BasisPoints> serving;

    Evacuation(Inputs inputs, SortedMap<RegionId, RegionState> states, SortedMap<RegionId, Capacity> capacities) {
        this.inputs = inputs;
        this.states = states;
        this.capacities = capacities;
        this.serving = CompactMap.mapped(
                states,
                (region, state) ->
                        new BasisPoints(state.score().value() * state.dial().value() / BasisPoints.ONE));
    }

    /** What score and dial leave of each region now. */
    SortedMap<RegionId, BasisPoints> serving() {
        return serving;
    }

    /**
     * The shares, but none of a region is above what has become of its score and dial; the rest goes to those that may take more.
     *
     * @param then what score and dial left of each region when the shares were decided
     */
    SortedMap<RegionId, BasisPoints> of(
            OriginId origin, SortedMap<RegionId, BasisPoints> before, SortedMap<RegionId, BasisPoints> then) {
        SortedMap<RegionId, Long> takers = takers(origin);
        SortedMap<RegionId, BasisPoints> ceilings = new TreeMap<>();
        serving.forEach((region, now) -> {
            int was = then.getOrDefault(region, BasisPoints.WHOLE).value();
            if (!takers.containsKey(region)
                    && !hasHealth(region, Health.UNKNOWN)
                    && (now.value() == 0 || now.value() < was)) {
                long share = before.getOrDefault(region, BasisPoints.ZERO).value();
                ceilings.put(region, new BasisPoints(was == 0 ? 0 : (int) (share * now.value() / was)));
            }
        });
        return Hold.under(before, ceilings, takers);
    }

    /** Whether there is somebody to take what has to leave a region. */
    boolean isPossible(OriginId origin) {
        return !takers(origin).isEmpty();
    }

    /** Those that are well; where none is, those that serve at all; none where operators and failures leave none. */
    private SortedMap<RegionId, Long> takers(OriginId origin) {
        SortedMap<RegionId, Long> able = CapacityStage.project(capacities, Capacity::byDial);
        able.entrySet()
                .removeIf(
                        one -> one.getValue() == 0 || !inputs.isLegal(origin, one.getKey()) || isDrained(one.getKey()));
        SortedMap<RegionId, Long> well = new TreeMap<>(able);
        well.keySet().removeIf(region -> !hasHealth(region, Health.HEALTHY));
        return well.isEmpty() ? able : well;
    }

    private boolean isDrained(RegionId region) {
        return hasHealth(region, Health.DRAINING) || hasHealth(region, Health.DRAINED);
    }

    private boolean hasHealth(RegionId region, Health health) {
        @Nullable RegionState state = states.get(region);
        return state != null && state.health() == health;
    }
}
