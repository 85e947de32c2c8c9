package dev.meridian.controller.change;

import dev.meridian.controller.decision.Outlook;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.RegionLoad;
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
 * @param notKnown what could not be said, and why
 */
public record OutlookView(
        SortedMap<OriginId, OriginView> origins,
        SortedMap<RegionId, Shift<LoadView>> regions,
        @Nullable Shift<Double> latencyMillis,
        @Nullable Shift<Double> price,
        Shift<Strain> strain,
        List<String> notKnown) {

    /** @param loadLimit how full a region is planned at most, in basis points */
    static OutlookView of(Outlook outlook, int loadLimit) {
        List<String> notKnown = new ArrayList<>();
        Means before = Means.of(outlook, outlook.now());
        Means after = Means.of(outlook, outlook.with());
        Strain strain = Strain.of(outlook.with(), loadLimit);
        if (strain.capacityRps() == null) {
            notKnown.add("whether the capacity is enough: not every region has a capacity_rps");
        }
        return new OutlookView(
                origins(outlook),
                loads(outlook),
                shift("the latency: " + Means.NO_LATENCY, before.latencyMillis(), after.latencyMillis(), notKnown),
                shift("the price: " + Means.NO_PRICE, before.price(), after.price(), notKnown),
                new Shift<>(Strain.of(outlook.now(), loadLimit), strain),
                List.copyOf(notKnown));
    }

    static SortedMap<RegionId, Shift<LoadView>> loads(Outlook outlook) {
        SortedMap<RegionId, Shift<LoadView>> loads = new TreeMap<>();
        for (RegionId region : outlook.after().regions().keySet()) {
            loads.put(region, new Shift<>(load(outlook.now(), region), load(outlook.with(), region)));
        }
        return loads;
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
            String otherwise, @Nullable Double before, @Nullable Double after, List<String> notKnown) {
        if (before == null || after == null) {
            notKnown.add(otherwise);
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
