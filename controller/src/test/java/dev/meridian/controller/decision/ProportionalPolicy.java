package dev.meridian.controller.decision;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.Reason;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The simplest policy: shares follow weights, drains take effect at once, every region with a report is healthy. */
public final class ProportionalPolicy implements DecisionFunction {
    @Override
    public Decision decide(Inputs inputs, PolicySettings settings, Instant now) {
        Set<RegionId> drained = inputs.drains().stream().map(Drain::region).collect(Collectors.toSet());
        Set<RegionId> seen = inputs.reports().stream()
                .map(report -> report.message().region())
                .collect(Collectors.toSet());
        SortedMap<RegionId, RegionState> states = new TreeMap<>();
        SortedMap<RegionId, RegionRoute> routes = new TreeMap<>();
        SortedMap<RegionId, Integer> weights = new TreeMap<>();
        inputs.regions().forEach((region, spec) -> {
            Health health = seen.contains(region) ? Health.HEALTHY : Health.UNKNOWN;
            Health shown = drained.contains(region) ? Health.DRAINED : health;
            states.put(
                    region,
                    new RegionState(
                            shown, now, BasisPoints.WHOLE, BasisPoints.WHOLE, 0, 0, now, "agents as they report"));
            routes.put(region, new RegionRoute(spec.endpoint(), spec.kind(), shown));
            int weight = drained.contains(region)
                    ? 0
                    : inputs.intents().getOrDefault(region, NOTHING).effectiveWeight();
            weights.put(region, weight);
        });
        OriginShares shares = shares(weights);
        TreeMap<OriginId, OriginShares> origins = new TreeMap<>();
        origins.put(OriginId.DEFAULT, shares);
        SortedMap<OriginId, SortedMap<RegionId, List<Reason>>> reasons = new TreeMap<>();
        SortedMap<RegionId, List<Reason>> why = new TreeMap<>();
        shares.shares()
                .forEach((region, share) ->
                        why.put(region, List.of(new Reason("capacity", BasisPoints.ZERO, share, "its weight"))));
        reasons.put(OriginId.DEFAULT, why);
        return new Decision(
                now, table(inputs, now, origins, routes), states, new TreeMap<>(), new TreeMap<>(), reasons, List.of());
    }

    private static final dev.meridian.routing.intent.RegionIntent NOTHING =
            new dev.meridian.routing.intent.RegionIntent(0, false);

    private static RoutingTable table(
            Inputs inputs,
            Instant now,
            SortedMap<OriginId, OriginShares> origins,
            SortedMap<RegionId, RegionRoute> routes) {
        @Nullable Decision previous = inputs.previous();
        long version = previous == null ? 0 : previous.table().version().version();
        RoutingTable next = new RoutingTable(new TableVersion(inputs.epoch(), version + 1), now, origins, routes);
        return previous != null && next.saysTheSameAs(previous.table()) ? previous.table() : next;
    }

    private static OriginShares shares(SortedMap<RegionId, Integer> weights) {
        int total = weights.values().stream().mapToInt(Integer::intValue).sum();
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        int left = BasisPoints.ONE;
        for (RegionId region : weights.keySet()) {
            boolean last = region.equals(weights.lastKey());
            int share = total == 0
                    ? (last ? left : 0)
                    : last ? left : BasisPoints.ONE * weights.getOrDefault(region, 0) / total;
            shares.put(region, new BasisPoints(share));
            left -= share;
        }
        return new OriginShares(shares, BasisPoints.ZERO);
    }
}
