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

/** Stage 13: makes the table, or keeps the previous one where nothing changed or the new one is not legal. */
final class PublishStage {
    private PublishStage() {}

    static Published publish(
            Inputs inputs,
            SortedMap<OriginId, Shares> shares,
            SortedMap<OriginId, BasisPoints> shed,
            SortedMap<RegionId, RegionState> states,
            @Nullable Canary canary,
            Instant at) {
        if (inputs.previous() == null) {
            TableVersion first = new TableVersion(inputs.epoch(), 1);
            return new Published(
                    new RoutingTable(first, at, origins(inputs, shares, shed), routes(inputs, states)), null, null);
        }
        RoutingTable kept = inputs.previous().table();
        if (inputs.epoch() < kept.version().epoch()) {
            String refusal = "epoch " + inputs.epoch() + " is older than table " + kept.version()
                    + ": another controller leads, its table stands";
            return new Published(kept, tried(inputs), refusal);
        }
        try {
            RoutingTable proposed =
                    new RoutingTable(kept.version(), at, origins(inputs, shares, shed), routes(inputs, states));
            RoutingTable table = renewed(inputs, proposed, trialEnds(inputs, canary), at);
            try {
                return new Published(table, canary == null ? null : tried(inputs, table, canary, at), null);
            } catch (IllegalArgumentException illegal) {
                String refusal = "the table that is tried is not legal, all run the other one: " + illegal.getMessage();
                return new Published(renewed(inputs, proposed, tried(inputs) != null, at), null, refusal);
            }
        } catch (IllegalArgumentException illegal) {
            String refusal = "the decided table is not legal, the previous one stands: " + illegal.getMessage();
            return new Published(renewed(inputs, kept, tried(inputs) != null, at), null, refusal);
        }
    }

    /** A new epoch publishes what holds as its own; within an epoch only a change is a new table. */
    private static RoutingTable renewed(Inputs inputs, RoutingTable proposed, boolean trialEnds, Instant at) {
        RoutingTable kept = previous(inputs).table();
        boolean changed = !proposed.saysTheSameAs(kept) || trialEnds;
        if (!changed && inputs.epoch() == kept.version().epoch()) {
            return kept;
        }
        long version = changed ? newest(inputs) + 1 : kept.version().version();
        return new RoutingTable(new TableVersion(inputs.epoch(), version), at, proposed.origins(), proposed.regions());
    }

    /** What the canary is to run: the table of all, but with the shares that are tried; always newer than that. */
    private static @Nullable RoutingTable tried(Inputs inputs, RoutingTable table, Canary canary, Instant at) {
        if (!canary.runs()) {
            return null;
        }
        SortedMap<OriginId, OriginShares> origins = CompactMap.mapped(table.origins(), (origin, of) -> {
            @Nullable
            SortedMap<RegionId, BasisPoints> shares = canary.proposed().get(origin);
            return shares == null ? of : new OriginShares(shares, of.shed(), of.residency());
        });
        @Nullable RoutingTable before = tried(inputs);
        long version = Math.max(newest(inputs), table.version().version()) + 1;
        RoutingTable tried = new RoutingTable(new TableVersion(inputs.epoch(), version), at, origins, table.regions());
        return before != null && before.saysTheSameAs(tried) && before.version().isNewerThan(table.version())
                ? before
                : tried;
    }

    /** Whether an edge that has a table which is tried is to run that of all again, which must be newer: edges never go back. */
    private static boolean trialEnds(Inputs inputs, @Nullable Canary canary) {
        @Nullable Canary was = previous(inputs).canary();
        return was != null
                && was.table() != null
                && (canary == null
                        || !canary.runs()
                        || !canary.edges().entrySet().containsAll(was.edges().entrySet()));
    }

    private static @Nullable RoutingTable tried(Inputs inputs) {
        @Nullable Canary canary = previous(inputs).canary();
        return canary == null ? null : canary.table();
    }

    /** The version's number of the newest table that any edge may have. */
    private static long newest(Inputs inputs) {
        @Nullable RoutingTable tried = tried(inputs);
        long version = previous(inputs).table().version().version();
        return tried == null ? version : Math.max(version, tried.version().version());
    }

    private static Decision previous(Inputs inputs) {
        @Nullable Decision previous = inputs.previous();
        if (previous == null) {
            throw new IllegalStateException("the first decision follows none");
        }
        return previous;
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
