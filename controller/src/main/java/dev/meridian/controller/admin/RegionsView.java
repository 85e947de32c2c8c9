package dev.meridian.controller.admin;

import dev.meridian.controller.change.LoadView;
import dev.meridian.controller.report.RegionCluster;
import dev.meridian.controller.report.RegionStreams;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.TableVersion;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All regions at a moment: the answer of {@code GET /v1/regions}.
 *
 * @param table the version of the table that holds
 */
record RegionsView(TableVersion table, SortedMap<RegionId, RegionView> regions) {

    /**
     * One region.
     *
     * @param intent what operators want
     * @param state what the decision thinks of it; null before the first decision that knows it
     * @param load what it is given and what it can take; null before the first decision that knows it
     * @param drain the drain that holds now; null where none does
     * @param shares what it gets of each origin's new requests
     * @param agents those that report on it
     * @param edges those that stand in it
     * @param streams what runs there
     * @param cluster what its agents say of its cluster; null where none is heard
     */
    record RegionView(
            Endpoint endpoint,
            RegionKind kind,
            RegionIntent intent,
            @Nullable StateView state,
            @Nullable LoadView load,
            @Nullable Drain drain,
            SortedMap<OriginId, BasisPoints> shares,
            Senders agents,
            Senders edges,
            RegionStreams streams,
            @Nullable RegionCluster cluster) {}

    /**
     * How many senders there are.
     *
     * @param fresh those whose latest message counts fully
     * @param known those that were heard of in the last 10 minutes
     */
    record Senders(int fresh, int known) {}
}
