package dev.meridian.controller.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.meridian.controller.change.Shift;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one table says otherwise than another: only what differs is there.
 *
 * @param origins what edges of an origin obey; one that a table does not list obeys the shares of {@code default}
 * @param regions null on the side where a table has no such region
 */
record TableDiff(
        TableVersion from,
        TableVersion to,
        SortedMap<OriginId, OriginDiff> origins,
        SortedMap<RegionId, Shift<@Nullable RegionRoute>> regions) {
    static TableDiff of(RoutingTable from, RoutingTable to) {
        SortedMap<OriginId, OriginDiff> origins = new TreeMap<>();
        SortedSet<OriginId> listed = new TreeSet<>(from.origins().keySet());
        listed.addAll(to.origins().keySet());
        for (OriginId origin : listed) {
            OriginShares before = from.sharesOf(origin);
            OriginShares after = to.sharesOf(origin);
            if (!before.equals(after)) {
                origins.put(origin, OriginDiff.of(before, after));
            }
        }
        SortedMap<RegionId, Shift<@Nullable RegionRoute>> regions = new TreeMap<>();
        SortedSet<RegionId> known = new TreeSet<>(from.regions().keySet());
        known.addAll(to.regions().keySet());
        for (RegionId region : known) {
            @Nullable RegionRoute before = from.regions().get(region);
            @Nullable RegionRoute after = to.regions().get(region);
            if (before == null || !before.equals(after)) {
                regions.put(region, new Shift<>(before, after));
            }
        }
        return new TableDiff(from.version(), to.version(), origins, regions);
    }

    /**
     * What an origin's edges obey otherwise.
     *
     * @param shed null where it is the same
     * @param residency null where it is the same
     */
    record OriginDiff(
            SortedMap<RegionId, Shift<BasisPoints>> shares,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Shift<BasisPoints> shed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Shift<SortedSet<Label>> residency) {
        static OriginDiff of(OriginShares before, OriginShares after) {
            SortedMap<RegionId, Shift<BasisPoints>> shares = new TreeMap<>();
            SortedSet<RegionId> named = new TreeSet<>(before.shares().keySet());
            named.addAll(after.shares().keySet());
            for (RegionId region : named) {
                if (!before.of(region).equals(after.of(region))) {
                    shares.put(region, new Shift<>(before.of(region), after.of(region)));
                }
            }
            return new OriginDiff(
                    shares,
                    before.shed().equals(after.shed()) ? null : new Shift<>(before.shed(), after.shed()),
                    before.residency().equals(after.residency())
                            ? null
                            : new Shift<>(before.residency(), after.residency()));
        }
    }
}
