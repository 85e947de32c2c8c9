package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was decided, and why.
 *
 * @param decidedAt the time it was decided for
 * @param table the table that holds from now on; the previous one, unchanged, where nothing changed or a change was
 *     refused
 * @param states what the next decision needs to know of each region
 * @param origins what the next decision needs to know of each origin
 * @param loads what each region is given by the table, and what it can take
 * @param reasons the way to each share of each origin
 * @param alarms what an operator must look at, each a sentence; empty in good times
 * @param canary the change that not everybody has; null where everybody is to run the table
 * @param alsoHeld changes of other origins that were taken back, or wait until the canary is tried no longer; none without a canary
 */
public record Decision(
        Instant decidedAt,
        RoutingTable table,
        SortedMap<RegionId, RegionState> states,
        SortedMap<OriginId, OriginState> origins,
        SortedMap<RegionId, RegionLoad> loads,
        SortedMap<OriginId, SortedMap<RegionId, List<Reason>>> reasons,
        List<String> alarms,
        @Nullable Canary canary,
        List<Canary> alsoHeld) {
    /** Copies its collections. */
    public Decision {
        states = CompactMap.copyOf(states);
        origins = CompactMap.copyOf(origins);
        loads = CompactMap.copyOf(loads);
        reasons = CompactMap.copyOf(reasons);
        alarms = List.copyOf(alarms);
        alsoHeld = List.copyOf(alsoHeld);
    }

    /** A decision that everybody is to obey. */
    public Decision(
            Instant decidedAt,
            RoutingTable table,
            SortedMap<RegionId, RegionState> states,
            SortedMap<OriginId, OriginState> origins,
            SortedMap<RegionId, RegionLoad> loads,
            SortedMap<OriginId, SortedMap<RegionId, List<Reason>>> reasons,
            List<String> alarms) {
        this(decidedAt, table, states, origins, loads, reasons, alarms, null, List.of());
    }

    /** All that is held, the trial that runs first; at most one does, and no two are of the same origin. */
    public List<Canary> held() {
        return Stream.concat(Stream.ofNullable(canary), alsoHeld.stream()).toList();
    }

    /** The same decision without its reasons, from which nothing follows for the next one. */
    public Decision withoutReasons() {
        return new Decision(decidedAt, table, states, origins, loads, new TreeMap<>(), alarms, canary, alsoHeld);
    }

    /**
     * The same decision, made so much earlier: all that it remembers was as long before it, and what is to come is as far off. The
     * table, which edges have, stays as it is. For a clock that is set back.
     */
    public Decision earlier(Duration by) {
        return new Decision(
                decidedAt.minus(by),
                table,
                CompactMap.mapped(states, (region, state) -> state.earlier(by)),
                origins,
                loads,
                reasons,
                alarms,
                canary == null ? null : canary.earlier(by),
                alsoHeld.stream().map(held -> held.earlier(by)).toList());
    }
}
