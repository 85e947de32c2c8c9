package dev.meridian.controller.decision;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Reason;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Why a table is another one than the table before, in lines for people: first regions, then shares, the largest change first. */
final class Causes {
    /** More lines are not read, and would make the history large. */
    static final int MAX_LINES = 10;

    /** The longest line: a region's reasons may go on for long. */
    static final int MAX_LENGTH = 240;

    private final Decision before;
    private final Decision after;
    private final List<String> lines = new ArrayList<>();

    /** Changes that have no line, since no more lines are shown. */
    private int untold;

    private Causes(Decision before, Decision after) {
        this.before = before;
        this.after = after;
    }

    /** At most {@link #MAX_LINES} lines, of which the last one tells how many more there were. */
    static List<String> of(@Nullable Decision before, Decision after) {
        if (before == null) {
            return List.of("the first table");
        }
        @Nullable String trial = CanaryNews.end(before, after);
        if (after.table().saysTheSameAs(before.table())) {
            if (trial != null) {
                return List.of(bounded(trial));
            }
            return List.of("epoch " + after.table().version().epoch() + " begins, and nothing else changes");
        }
        Causes causes = new Causes(before, after);
        if (trial != null) {
            causes.lines.add(trial);
        }
        causes.regions();
        causes.origins();
        causes.shares();
        return causes.bounded();
    }

    /** The same of a table that only canaries are to run. */
    static List<String> ofCanary(Decision decision) {
        return decision.canary() == null
                ? List.of()
                : List.of(bounded(decision.canary().sentence()));
    }

    private void regions() {
        RoutingTable was = before.table();
        RoutingTable is = after.table();
        for (RegionId region : union(was.regions().keySet(), is.regions().keySet())) {
            @Nullable RegionRoute from = was.regions().get(region);
            @Nullable RegionRoute to = is.regions().get(region);
            if (from == null || to == null) {
                lines.add("region " + region + (to == null ? " is gone" : " is new"));
                continue;
            }
            if (from.health() != to.health()) {
                @Nullable RegionState state = after.states().get(region);
                lines.add("region " + region + " " + from.health() + " -> " + to.health()
                        + (state == null ? "" : ": " + state.because()));
            }
            if (!from.endpoint().equals(to.endpoint())) {
                lines.add("region " + region + " is reached at " + to.endpoint());
            }
            if (!from.labels().equals(to.labels())) {
                lines.add("region " + region + " carries labels " + to.labels());
            }
        }
    }

    private void origins() {
        SortedMap<OriginId, OriginShares> was = before.table().origins();
        SortedMap<OriginId, OriginShares> is = after.table().origins();
        for (OriginId origin : union(was.keySet(), is.keySet())) {
            if (!was.containsKey(origin) || !is.containsKey(origin)) {
                lines.add("origin " + origin + (is.containsKey(origin) ? " is listed" : " is not listed any more"));
            }
            OriginShares from = before.table().sharesOf(origin);
            OriginShares to = after.table().sharesOf(origin);
            if (!from.shed().equals(to.shed())) {
                lines.add("origin " + origin + " refuses " + from.shed() + " -> " + to.shed());
            }
            if (!from.residency().equals(to.residency())) {
                lines.add("origin " + origin + " demands labels " + to.residency());
            }
        }
    }

    private void shares() {
        List<Change> changes = new ArrayList<>();
        after.table().origins().forEach((origin, to) -> {
            OriginShares from = before.table().sharesOf(origin);
            for (RegionId region : union(from.shares().keySet(), to.shares().keySet())) {
                if (!from.of(region).equals(to.of(region))) {
                    changes.add(new Change(origin, region, from.of(region), to.of(region)));
                }
            }
        });
        changes.sort(Comparator.comparingInt(Change::size).reversed());
        changes.stream().limit(MAX_LINES).forEach(change -> lines.add(line(change)));
        untold = Math.max(0, changes.size() - MAX_LINES);
    }

    private String line(Change change) {
        @Nullable Reason reason = reason(change);
        return "share of " + change.region() + " from " + change.origin() + " " + change.from() + " -> " + change.to()
                + (reason == null ? "" : ", by " + reason.stage() + ": " + reason.because());
    }

    /** The first step on the way to the share that leads elsewhere than before. */
    private @Nullable Reason reason(Change change) {
        SortedMap<String, BasisPoints> was = new TreeMap<>();
        reasons(before, change).forEach(reason -> was.put(reason.stage(), reason.after()));
        return reasons(after, change).stream()
                .filter(reason -> !Objects.equals(was.get(reason.stage()), reason.after()))
                .findFirst()
                .orElse(null);
    }

    private static List<Reason> reasons(Decision decision, Change change) {
        return decision.reasons()
                .getOrDefault(change.origin(), new TreeMap<>())
                .getOrDefault(change.region(), List.of());
    }

    private static <T> SortedSet<T> union(Set<T> one, Set<T> other) {
        SortedSet<T> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private List<String> bounded() {
        List<String> first = new ArrayList<>();
        int all = lines.size() + untold;
        int shown = all <= MAX_LINES ? all : MAX_LINES - 1;
        for (String line : lines.subList(0, shown)) {
            first.add(bounded(line));
        }
        if (shown < all) {
            first.add("and " + (all - shown) + " more changes");
        }
        return List.copyOf(first);
    }

    private static String bounded(String line) {
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 3) + "...";
    }

    private record Change(OriginId origin, RegionId region, BasisPoints from, BasisPoints to) {
        int size() {
            return Math.abs(to.value() - from.value());
        }
    }
}
