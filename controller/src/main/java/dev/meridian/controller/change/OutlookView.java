package dev.meridian.controller.change;

import dev.meridian.controller.decision.Outlook;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.RegionLoad;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a change leads to, as it is shown: before is what holds, after what things come to once drains and ramps are through.
 *
 * @param origins by origin, those that the table lists
 * @param regions by region
 * @param latencyMillis the mean of all requests to their first content, as far as regions are not loaded; null where not known
 * @param price the mean of what a token costs, of the usual price; null where not known
 * @param strain what is asked for against what can be served
 * @param notes what could not be said and why, and what is to be heeded
 */
public record OutlookView(
        SortedMap<OriginId, OriginView> origins,
        SortedMap<RegionId, Shift<LoadView>> regions,
        @Nullable Shift<Double> latencyMillis,
        @Nullable Shift<Double> price,
        Shift<Strain> strain,
        List<String> notes) {

    /** @param loadLimit how full a region is planned at most, in basis points */
    static OutlookView of(Outlook outlook, int loadLimit) {
        List<String> notes = new ArrayList<>();
        Means before = Means.of(outlook, outlook.now());
        Means after = Means.of(outlook, outlook.with());
        Strain strain = Strain.of(outlook.with(), loadLimit);
        if (strain.capacityRps() == null) {
            notes.add("not known: whether the capacity is enough, since not every region has a capacity_rps");
        }
        onRamps(outlook, notes);
        return new OutlookView(
                origins(outlook),
                loads(outlook),
                shift(
                        "not known: the latency, since " + Means.NO_LATENCY,
                        before.latencyMillis(),
                        after.latencyMillis(),
                        notes),
                shift("not known: the price, since " + Means.NO_PRICE, before.price(), after.price(), notes),
                new Shift<>(Strain.of(outlook.now(), loadLimit), strain),
                List.copyOf(notes));
    }

    static SortedMap<RegionId, Shift<LoadView>> loads(Outlook outlook) {
        SortedMap<RegionId, Shift<LoadView>> loads = new TreeMap<>();
        for (RegionId region : outlook.after().regions().keySet()) {
            loads.put(region, new Shift<>(load(outlook.now(), region), load(outlook.with(), region)));
        }
        return loads;
    }

    /** After is when ramps are through, which these regions are not yet. */
    private static void onRamps(Outlook outlook, List<String> notes) {
        for (RegionId region : Safety.left(outlook.after(), outlook.now())) {
            @Nullable RegionState state = outlook.now().states().get(region);
            if (state != null && state.health() == Health.RECOVERING) {
                notes.add("region " + region + " is on its ramp, at " + state.dial()
                        + " of its capacity: until that is through there is less than this says");
            }
        }
    }

    private static LoadView load(Decision decision, RegionId region) {
        return LoadView.of(decision.loads().getOrDefault(region, new RegionLoad(0, 0, false)));
    }

    private static SortedMap<OriginId, OriginView> origins(Outlook outlook) {
        SortedMap<OriginId, OriginView> origins = new TreeMap<>();
        for (OriginId origin : outlook.with().table().origins().keySet()) {
            OriginShares before = outlook.now().table().sharesOf(origin);
            OriginShares after = outlook.with().table().sharesOf(origin);
            origins.put(
                    origin,
                    new OriginView(
                            new Shift<>(before.shares(), after.shares()),
                            new Shift<>(before.shed(), after.shed()),
                            new Shift<>(
                                    Means.latencyMillis(outlook.with(), origin, before),
                                    Means.latencyMillis(outlook.with(), origin, after))));
        }
        return Collections.unmodifiableSortedMap(origins);
    }

    private static @Nullable Shift<Double> shift(
            String otherwise, @Nullable Double before, @Nullable Double after, List<String> notes) {
        if (before == null || after == null) {
            notes.add(otherwise);
            return null;
        }
        return new Shift<>(before, after);
    }

    /**
     * An origin.
     *
     * @param latencyMillis the mean over its shares; each null where one of them was never measured from there
     */
    record OriginView(
            Shift<SortedMap<RegionId, BasisPoints>> shares,
            Shift<BasisPoints> shed,
            Shift<@Nullable Double> latencyMillis) {}
}
