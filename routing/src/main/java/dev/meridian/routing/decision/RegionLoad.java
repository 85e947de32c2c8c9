package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RoutingTable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a region is given by a table, and what it can take.
 *
 * @param demandMilliRps what the table sends it of what is asked for now, in 1/1000 requests/s
 * @param capacityMilliRps what it can take as it is, in 1/1000 requests/s
 * @param given whether operators gave the capacity; else it is derived from weights and demand, and no limit
 */
public record RegionLoad(long demandMilliRps, long capacityMilliRps, boolean given) {
    /** How much of its capacity that is, in basis points; may be more than 10 000, and 0 where there is none. */
    public long utilisation() {
        return capacityMilliRps == 0 ? 0 : Math.round((double) demandMilliRps * BasisPoints.ONE / capacityMilliRps);
    }

    /** The loads by a table. */
    static SortedMap<RegionId, RegionLoad> of(
            RoutingTable table, SortedMap<OriginId, Long> demand, SortedMap<RegionId, Capacity> capacities) {
        SortedMap<RegionId, Double> sent = new TreeMap<>();
        demand.forEach((origin, asked) -> {
            OriginShares shares = table.sharesOf(origin);
            double letIn = asked * (1 - shares.shed().fraction());
            shares.shares().forEach((region, share) -> sent.merge(region, letIn * share.fraction(), Double::sum));
        });
        SortedMap<RegionId, RegionLoad> loads = new TreeMap<>();
        capacities.forEach((region, capacity) -> loads.put(
                region,
                new RegionLoad(
                        Math.round(sent.getOrDefault(region, 0.0)),
                        Math.round(capacity.sizeMilliRps()),
                        capacity.given())));
        return loads;
    }
}
