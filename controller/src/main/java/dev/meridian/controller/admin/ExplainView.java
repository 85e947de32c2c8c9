package dev.meridian.controller.admin;

import dev.meridian.controller.change.LoadView;
import dev.meridian.controller.report.RegionStreams;
import dev.meridian.routing.decision.Reason;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.TableVersion;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Why an origin is sent where it is, by the latest decision: the answer of {@code GET /v1/explain}.
 *
 * @param origin that was asked for
 * @param listedAs whose shares it obeys: itself, or {@code default} where the table does not list it
 * @param demandRps what its clients ask for, in requests/s; null where it was never measured
 * @param residency the labels that it demands
 * @param shed the part of its requests that is refused
 * @param freeze that holds; null where none does
 * @param pin of {@code listedAs} that holds; null where none does
 * @param alarms about whatever they are, of all origins
 */
record ExplainView(
        TableVersion table,
        Instant decidedAt,
        OriginId origin,
        OriginId listedAs,
        @Nullable Double demandRps,
        SortedSet<Label> residency,
        BasisPoints shed,
        @Nullable Freeze freeze,
        @Nullable Pin pin,
        SortedMap<RegionId, ShareView> shares,
        List<String> alarms) {

    /**
     * One share, with all that went into it.
     *
     * @param wanted the share that is best, whatever the table has come to yet; null where it is not known
     * @param intent what operators want of the region
     * @param drain that holds there; null where none does
     * @param streams what runs in the region, from wherever
     * @param roundTripMillis from the origin; null where it was never measured
     * @param reasons the way to the share, step by step
     */
    record ShareView(
            BasisPoints share,
            @Nullable BasisPoints wanted,
            RegionIntent intent,
            @Nullable Drain drain,
            @Nullable StateView state,
            @Nullable LoadView load,
            RegionStreams streams,
            @Nullable Double roundTripMillis,
            List<Reason> reasons) {}
}
