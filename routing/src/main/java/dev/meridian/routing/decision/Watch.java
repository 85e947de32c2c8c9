package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which observations tell how a table fares. An edge names the table that it has when it sends, so that the counts of the interval
 * in which it took that one are of two tables, and are not compared.
 *
 * @param all since this version the table of all sends each held origin to the same regions
 * @param tried the same of the table that is tried
 * @param ready by origin the names of the edges that have said that they run such a table, at most all that are heard
 */
public record Watch(TableVersion all, TableVersion tried, SortedMap<OriginId, SortedSet<String>> ready) {
    /** While nothing is tried. */
    static final Watch NONE = new Watch(TableVersion.NONE, TableVersion.NONE, new TreeMap<>());

    /** Copies its collections. */
    public Watch {
        ready = CompactMap.mapped(ready, (origin, names) -> Collections.unmodifiableSortedSet(new TreeSet<>(names)));
    }

    static Watch from(RoutingTable all, RoutingTable tried) {
        return new Watch(all.version(), tried.version(), new TreeMap<>());
    }

    /** The same for the next tables; where one sends origins to other regions the edges have to take that one first. */
    Watch next(Collection<OriginId> origins, RoutingTable wasAll, RoutingTable all, RoutingTable was, RoutingTable is) {
        boolean sameOfAll = isAlike(origins, wasAll, all);
        boolean sameTried = isAlike(origins, was, is);
        return sameOfAll && sameTried
                ? this
                : new Watch(sameOfAll ? this.all : all.version(), sameTried ? tried : is.version(), new TreeMap<>());
    }

    /** Whether an edge has taken the table in this interval or before. */
    boolean hasTaken(EdgeObservation edge, boolean isCanary) {
        return edge.table().compareTo(isCanary ? tried : all) >= 0;
    }

    Watch with(SortedMap<OriginId, SortedSet<String>> others) {
        return new Watch(all, tried, others);
    }

    private static boolean isAlike(Collection<OriginId> origins, RoutingTable one, RoutingTable other) {
        return origins.stream().allMatch(origin -> regions(one, origin).equals(regions(other, origin)));
    }

    private static Set<RegionId> regions(RoutingTable table, OriginId origin) {
        Set<RegionId> regions = new HashSet<>(table.sharesOf(origin).shares().keySet());
        regions.removeIf(region -> table.sharesOf(origin).of(region).equals(BasisPoints.ZERO));
        return regions;
    }
}
