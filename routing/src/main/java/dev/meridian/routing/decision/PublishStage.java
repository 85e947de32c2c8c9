package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stage 12: makes the table, or keeps the previous one where nothing changed or the new one is not legal. */
final class PublishStage {
    private PublishStage() {}

    static Published publish(
            Inputs inputs,
            SortedMap<OriginId, Shares> shares,
            SortedMap<OriginId, BasisPoints> shed,
            SortedMap<RegionId, RegionState> states,
            Instant at) {
        if (inputs.previous() == null) {
            TableVersion first = new TableVersion(inputs.epoch(), 1);
            return new Published(
                    new RoutingTable(first, at, origins(inputs, shares, shed), routes(inputs, states)), null);
        }
        RoutingTable kept = inputs.previous().table();
        if (inputs.epoch() < kept.version().epoch()) {
            String refusal = "epoch " + inputs.epoch() + " is older than table " + kept.version()
                    + ": another controller leads, its table stands";
            return new Published(kept, refusal);
        }
        try {
            RoutingTable proposed =
                    new RoutingTable(kept.version(), at, origins(inputs, shares, shed), routes(inputs, states));
            return new Published(renewed(kept, proposed, inputs.epoch(), at), null);
        } catch (IllegalArgumentException illegal) {
            String refusal = "the decided table is not legal, the previous one stands: " + illegal.getMessage();
            return new Published(renewed(kept, kept, inputs.epoch(), at), refusal);
        }
    }

    /** A new epoch publishes what holds as its own; within an epoch only a change is a new table. */
    private static RoutingTable renewed(RoutingTable kept, RoutingTable proposed, long epoch, Instant at) {
        boolean changed = !proposed.saysTheSameAs(kept);
        if (!changed && epoch == kept.version().epoch()) {
            return kept;
        }
        long version = kept.version().version() + (changed ? 1 : 0);
        return new RoutingTable(new TableVersion(epoch, version), at, proposed.origins(), proposed.regions());
    }

    private static SortedMap<OriginId, OriginShares> origins(
            Inputs inputs, SortedMap<OriginId, Shares> shares, SortedMap<OriginId, BasisPoints> shed) {
        return CompactMap.mapped(
                shares,
                (origin, of) -> new OriginShares(
                        of.shares(),
                        shed.getOrDefault(origin, BasisPoints.ZERO),
                        inputs.residency().getOrDefault(origin, Collections.emptySortedSet())));
    }

    private static SortedMap<RegionId, RegionRoute> routes(Inputs inputs, SortedMap<RegionId, RegionState> states) {
        SortedMap<RegionId, RegionRoute> routes = new TreeMap<>();
        states.forEach((region, state) -> {
            @Nullable RegionSpec spec = inputs.regions().get(region);
            if (spec != null) {
                routes.put(region, new RegionRoute(spec.endpoint(), spec.kind(), state.health(), spec.labels()));
            }
        });
        return routes;
    }
}
