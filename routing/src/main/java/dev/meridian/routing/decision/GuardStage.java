package dev.meridian.routing.decision;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stage 6: what automation may not do. It does not raise the share of a region without evidence; where it would leave
 * no region at all it fails open, still honouring drains; where operators leave none, the previous table stands.
 */
final class GuardStage {
    private GuardStage() {}

    static Guarded guard(
            Inputs inputs,
            SortedMap<RegionId, RegionState> states,
            SortedMap<RegionId, Capacity> capacities,
            SortedMap<OriginId, Draft> drafts,
            PolicySettings settings) {
        if (capacities.values().stream().anyMatch(capacity -> capacity.byDial() > 0)) {
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares = new TreeMap<>();
            drafts.forEach((origin, draft) ->
                    shares.put(origin, held(inputs.previous(), origin, states, capacities, draft, settings)));
            return new Guarded(shares, null);
        }
        SortedMap<RegionId, Long> undrained = new TreeMap<>();
        capacities.forEach(
                (region, capacity) -> undrained.put(region, isDrained(states, region) ? 0 : capacity.byWeight()));
        if (undrained.values().stream().anyMatch(weight -> weight > 0)) {
            String because = "every undrained region is DOWN, which is taken for a false signal: they share by weight";
            return new Guarded(everywhere(drafts, undrained), because);
        }
        return inputs.previous() == null ? first(drafts, capacities) : refused();
    }

    private static Guarded refused() {
        String because = "every region is drained, disabled or has weight 0: the previous table stands";
        return new Guarded(null, because);
    }

    /** There is no table to keep, and one is needed: edges obey it until operators let a region go. */
    private static Guarded first(SortedMap<OriginId, Draft> drafts, SortedMap<RegionId, Capacity> capacities) {
        SortedMap<RegionId, Long> weights = AllocateStage.project(capacities, Capacity::byWeight);
        if (weights.values().stream().anyMatch(weight -> weight > 0)) {
            String because = "every region is drained and there is no table to keep: they share by weight";
            return new Guarded(everywhere(drafts, weights), because);
        }
        String because = "no region is enabled with a weight and there is no table to keep: they share equally";
        return new Guarded(everywhere(drafts, AllocateStage.project(capacities, capacity -> 1)), because);
    }

    private static SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> everywhere(
            SortedMap<OriginId, Draft> drafts, SortedMap<RegionId, Long> capacities) {
        SortedMap<RegionId, BasisPoints> shares = Apportionment.of(capacities, BasisPoints.ONE);
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> all = new TreeMap<>();
        drafts.keySet().forEach(origin -> all.put(origin, shares));
        return all;
    }

    private static boolean isDrained(SortedMap<RegionId, RegionState> states, RegionId region) {
        return hasHealth(states, region, Health.DRAINED) || hasHealth(states, region, Health.DRAINING);
    }

    private static boolean hasHealth(SortedMap<RegionId, RegionState> states, RegionId region, Health health) {
        RegionState state = states.get(region);
        return state != null && state.health() == health;
    }

    private static SortedMap<RegionId, BasisPoints> held(
            @Nullable Decision previous,
            OriginId origin,
            SortedMap<RegionId, RegionState> states,
            SortedMap<RegionId, Capacity> capacities,
            Draft draft,
            PolicySettings settings) {
        if (previous == null) {
            return draft.byDial();
        }
        SortedMap<RegionId, BasisPoints> ceilings = new TreeMap<>();
        SortedMap<RegionId, Long> takers = new TreeMap<>();
        capacities.forEach((region, capacity) -> {
            if (hasHealth(states, region, Health.UNKNOWN)) {
                ceilings.put(region, ceiling(previous.table(), origin, region, draft, settings));
            } else if (!isDrained(states, region)) {
                takers.put(region, capacity.byDial());
            }
        });
        return Hold.under(draft.byDial(), ceilings, takers);
    }

    /** What it has; but always enough to be seen by, or a region without agents could never come back from nothing. */
    private static BasisPoints ceiling(
            RoutingTable table, OriginId origin, RegionId region, Draft draft, PolicySettings settings) {
        int has = table.sharesOf(origin).of(region).value();
        int fair = draft.byWeight().getOrDefault(region, BasisPoints.ZERO).value();
        return new BasisPoints(Math.max(has, fair * settings.rampStart() / BasisPoints.ONE));
    }
}
