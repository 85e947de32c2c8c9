package dev.meridian.routing.decision;

import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of decided shares is too large a change to go out untried.
 *
 * @param onTheirWay origins that are paced, whose change is not held unless they are pinned
 * @param demand what each origin asks for
 * @param serving what score and dial left of each region
 * @param at when it is decided
 * @param longest so long a large change waits
 */
record LargeChanges(
        Inputs inputs,
        SortedMap<RegionId, RegionState> states,
        SortedMap<OriginId, Shares> decided,
        Predicate<OriginId> onTheirWay,
        SortedMap<OriginId, Long> demand,
        SortedMap<RegionId, BasisPoints> serving,
        CanarySettings settings,
        Instant at,
        Instant longest) {
    /** A change of these origins that is too large to go out untried, as it waits; else null. */
    @Nullable
    Canary of(Set<OriginId> changing, Decision previous) {
        Set<OriginId> pinned = inputs.steering().at(at).pins().keySet();
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> before = new TreeMap<>();
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> proposed = new TreeMap<>();
        double moved = 0;
        double all = 0;
        for (Map.Entry<OriginId, Shares> one : decided.entrySet()) {
            OriginId origin = one.getKey();
            @Nullable OriginShares was = previous.table().origins().get(origin);
            long asked = demand.getOrDefault(origin, 0L);
            all += asked;
            if (was == null || !changing.contains(origin) || !inputs.areLegal(origin, was.shares())) {
                continue;
            }
            SortedMap<RegionId, BasisPoints> former = inputs.ofThisDay(was.shares());
            SortedMap<RegionId, BasisPoints> now = one.getValue().shares();
            if (!former.equals(now) && (pinned.contains(origin) || !onTheirWay.test(origin))) {
                moved += (double) asked * lost(former, now, this::servesWell);
                before.put(origin, former);
                proposed.put(origin, now);
            }
        }
        int part = all == 0 ? 0 : (int) Math.round(moved / all);
        return part <= settings.canaryAbove()
                ? null
                : Canary.waiting(at, longest, new BasisPoints(part), before, proposed, serving);
    }

    /** What is lost at once moves more than its own share, and none of that may wait; the further steps of a drain are not. */
    boolean somethingWasLost() {
        return anyState((before, now) -> (servesWell(before) && !servesWell(now))
                || (falls(before, now) && !(before.health() == Health.DRAINING && now.health() == Health.DRAINING)));
    }

    /** Whether a region is given less than before, by a further step of its drain or at once: something else is wanted then, and not by anybody. */
    boolean somethingFalls() {
        return somethingWasLost() || anyState(LargeChanges::falls);
    }

    private boolean anyState(BiPredicate<RegionState, RegionState> test) {
        return states.entrySet().stream().anyMatch(one -> {
            @Nullable RegionState before = inputs.previousState(one.getKey());
            return before != null && test.test(before, one.getValue());
        });
    }

    private static boolean falls(RegionState before, RegionState now) {
        return now.dial().compareTo(before.dial()) < 0;
    }

    private boolean servesWell(RegionId region) {
        @Nullable RegionState state = states.get(region);
        return state != null && servesWell(state);
    }

    /** How much regions lose by other shares, in basis points, of those that count. */
    static int lost(
            SortedMap<RegionId, BasisPoints> from, SortedMap<RegionId, BasisPoints> to, Predicate<RegionId> counts) {
        int lost = 0;
        for (Map.Entry<RegionId, BasisPoints> one : from.entrySet()) {
            if (counts.test(one.getKey())) {
                int now = to.getOrDefault(one.getKey(), BasisPoints.ZERO).value();
                lost += Math.max(0, one.getValue().value() - now);
            }
        }
        return lost;
    }

    private static boolean servesWell(RegionState state) {
        return switch (state.health()) {
            case HEALTHY, UNKNOWN, RECOVERING -> true;
            case DEGRADED, DOWN, DRAINING, DRAINED -> false;
        };
    }
}
