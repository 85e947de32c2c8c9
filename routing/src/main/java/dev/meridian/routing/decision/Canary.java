package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A large change that not everybody has: it is tried on one edge of each origin, was taken back, or waits until another one is
 * tried no longer.
 *
 * @param since when it was first held, or a change that it replaced while that was tried
 * @param until when it goes to everybody; once it was taken back: when it is tried again; where it waits: when it goes to
 *     everybody though nobody could try it, unless another one is tried then
 * @param part how much of all requests it moves
 * @param before the shares that everybody else keeps meanwhile, of each origin that it changes
 * @param proposed the shares that it gives these origins
 * @param edges by origin the name of the edge that it is tried on, at least one; none where it waits
 * @param serving what score and dial left of each region when it began
 * @param watch which observations tell how it fares
 * @param seen what these edges and the others of their origins saw since
 * @param withdrawn why it was taken back; null while it is tried
 * @param table what these edges are to run; null if and only if it is not tried, or no legal table can be made
 */
public record Canary(
        Instant since,
        Instant until,
        BasisPoints part,
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> before,
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> proposed,
        SortedMap<OriginId, String> edges,
        SortedMap<RegionId, BasisPoints> serving,
        Watch watch,
        SortedMap<OriginId, Compared> seen,
        @Nullable String withdrawn,
        @Nullable RoutingTable table) {
    /** More names are not read. */
    private static final int MAX_NAMES = 5;

    private static final int MAX_ORIGINS = 3;

    /** Copies its collections. */
    public Canary {
        before = CompactMap.copyOf(before);
        proposed = CompactMap.copyOf(proposed);
        edges = CompactMap.copyOf(edges);
        serving = CompactMap.copyOf(serving);
        seen = CompactMap.copyOf(seen);
    }

    /** Whether an edge is to run {@link #table}. */
    public boolean isTriedOn(OriginId origin, String edge) {
        return table != null && edge.equals(edges.get(origin));
    }

    /** Whether it is tried now. */
    public boolean runs() {
        return withdrawn == null && !edges.isEmpty();
    }

    /** Whether it waits until another one is tried no longer. */
    boolean waits() {
        return withdrawn == null && edges.isEmpty();
    }

    /** What an operator is to know of it, in a sentence that stays the same while nothing happens. */
    public String sentence() {
        String what = "a change that moves " + part + " of all requests ";
        if (waits()) {
            return what + "waits to be tried, of origins "
                    + names(before.keySet().stream().map(OriginId::toString), before.size(), MAX_ORIGINS);
        }
        return withdrawn == null
                ? what + "is tried until " + until + ", first on "
                        + names(
                                edges.entrySet().stream().map(edge -> edge.getKey() + "/" + edge.getValue()),
                                edges.size(),
                                MAX_NAMES)
                : what + "was taken back: " + withdrawn + "; not tried again before " + until
                        + ", or until something else is wanted";
    }

    Canary saw(SortedMap<OriginId, Compared> all, Watch watched) {
        return new Canary(since, until, part, before, proposed, edges, serving, watched, all, withdrawn, table);
    }

    Canary withdrawn(String why, Instant again) {
        return new Canary(since, again, part, before, proposed, edges, serving, Watch.NONE, seen, why, null);
    }

    Canary until(Instant other) {
        return at(since, other);
    }

    /** The same so much earlier. */
    Canary earlier(Duration by) {
        return at(since.minus(by), until.minus(by));
    }

    private Canary at(Instant from, Instant end) {
        return new Canary(from, end, part, before, proposed, edges, serving, watch, seen, withdrawn, table);
    }

    /** A change that is not tried yet. */
    static Canary waiting(
            Instant since,
            Instant atLeast,
            BasisPoints part,
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> before,
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> proposed,
            SortedMap<RegionId, BasisPoints> serving) {
        return new Canary(
                since,
                atLeast,
                part,
                before,
                proposed,
                new TreeMap<>(),
                serving,
                Watch.NONE,
                new TreeMap<>(),
                null,
                null);
    }

    /** The same change, which is tried from now on. */
    Canary tried(Instant from, Instant end, SortedMap<OriginId, String> on) {
        return new Canary(from, end, part, before, proposed, on, serving, watch, seen, withdrawn, table);
    }

    /** The same with other shares of before and after. */
    Canary with(UnaryOperator<SortedMap<RegionId, BasisPoints>> others) {
        return new Canary(
                since,
                until,
                part,
                CompactMap.mapped(before, (origin, shares) -> others.apply(shares)),
                CompactMap.mapped(proposed, (origin, shares) -> others.apply(shares)),
                edges,
                serving,
                watch,
                seen,
                withdrawn,
                table);
    }

    /** The same without some origins. */
    Canary without(Set<OriginId> origins) {
        if (Collections.disjoint(origins, before.keySet())) {
            return this;
        }
        return new Canary(
                since,
                until,
                part,
                rest(before, origins),
                rest(proposed, origins),
                rest(edges, origins),
                serving,
                watch,
                rest(seen, origins),
                withdrawn,
                table);
    }

    private static <V> SortedMap<OriginId, V> rest(SortedMap<OriginId, V> all, Set<OriginId> without) {
        SortedMap<OriginId, V> rest = new TreeMap<>(all);
        rest.keySet().removeAll(without);
        return rest;
    }

    Canary proposing(SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> others) {
        return new Canary(since, until, part, before, others, edges, serving, watch, seen, withdrawn, table);
    }

    /** The same with the tables that are published for it. */
    Canary with(@Nullable Decision previous, Published published) {
        @Nullable RoutingTable tried = published.tried();
        Watch next = Watch.NONE;
        if (tried != null) {
            next = table == null || previous == null
                    ? Watch.from(published.table(), tried)
                    : watch.next(edges.keySet(), previous.table(), published.table(), table, tried);
        }
        return new Canary(since, until, part, before, proposed, edges, serving, next, seen, withdrawn, tried);
    }

    private static String names(Stream<String> all, int count, int most) {
        String names = all.limit(most).collect(Collectors.joining(", "));
        return count > most ? names + " and " + (count - most) + " more" : names;
    }
}
