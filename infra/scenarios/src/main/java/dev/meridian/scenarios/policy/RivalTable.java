package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a rival's table, of the same records as ours, so that the same edges obey it. */
final class RivalTable {
    private RivalTable() {}

    /** The decision whose table has these shares; the one before where they are the same. */
    static Decision of(Situation heard, Instant now, SortedMap<OriginId, SortedMap<RegionId, Double>> parts) {
        SortedMap<OriginId, OriginShares> origins = new TreeMap<>();
        parts.forEach((origin, of) -> origins.put(origin, new OriginShares(shares(heard, of), BasisPoints.ZERO)));
        SortedMap<RegionId, RegionRoute> routes = new TreeMap<>();
        heard.regions()
                .forEach((region, spec) -> routes.put(
                        region, new RegionRoute(spec.endpoint(), spec.kind(), Health.HEALTHY, spec.labels())));
        Decision previous = heard.previous();
        TableVersion before =
                previous == null ? TableVersion.NONE : previous.table().version();
        RoutingTable table =
                new RoutingTable(new TableVersion(heard.epoch(), before.version() + 1), now, origins, routes);
        if (previous != null && table.saysTheSameAs(previous.table()) && before.epoch() == heard.epoch()) {
            table = previous.table();
        }
        return new Decision(now, table, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
    }

    /** Largest remainders; by the operators' weights where nothing is left. */
    private static SortedMap<RegionId, BasisPoints> shares(Situation heard, SortedMap<RegionId, Double> parts) {
        SortedMap<RegionId, Double> of = new TreeMap<>(parts);
        if (of.values().stream().allMatch(part -> part <= 0)) {
            heard.intents().forEach((region, intent) -> of.put(region, (double) intent.weight()));
        }
        double sum = of.values().stream().mapToDouble(Double::doubleValue).sum();
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        of.forEach((region, part) -> shares.put(region, new BasisPoints((int) (part / sum * BasisPoints.ONE))));
        int left = BasisPoints.ONE
                - shares.values().stream().mapToInt(BasisPoints::value).sum();
        of.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .sorted(Comparator.comparingDouble(one -> -(one.getValue() / sum * BasisPoints.ONE % 1)))
                .limit(left)
                .forEach(one -> shares.merge(
                        one.getKey(), new BasisPoints(1), (a, b) -> new BasisPoints(a.value() + b.value())));
        return shares;
    }
}
