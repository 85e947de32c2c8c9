package dev.meridian.routing.decision;

import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stage 10: what goes before the optimum. Operators' freeze and pins do. The share of a region without evidence is not
 * raised. Where automation would leave an origin no region at all it fails open, still honouring drains; where operators
 * leave none, the shares of before stand. No share ever goes to a region that an origin may not be sent to.
 */
final class GuardStage {
    private final Inputs inputs;
    private final SortedMap<RegionId, RegionState> states;
    private final SortedMap<RegionId, Capacity> capacities;
    private final PolicySettings settings;
    private final Instant at;
    private final boolean anyUnknown;

    GuardStage(
            Inputs inputs,
            SortedMap<RegionId, RegionState> states,
            SortedMap<RegionId, Capacity> capacities,
            PolicySettings settings,
            Instant at) {
        this.inputs = inputs;
        this.states = states;
        this.capacities = capacities;
        this.settings = settings;
        this.at = at;
        this.anyUnknown = states.values().stream().anyMatch(state -> state.health() == Health.UNKNOWN);
    }

    /** The shares of an origin that may be published, from those that pace let through. */
    Shares guard(OriginId origin, Draft draft, SortedMap<RegionId, BasisPoints> paced) {
        if (capacities.keySet().stream().noneMatch(region -> inputs.isLegal(origin, region))) {
            return new Shares(
                    new TreeMap<>(),
                    "no region carries labels " + inputs.residency().get(origin) + ", which origin " + origin
                            + " demands: its requests are refused");
        }
        @Nullable Shares steered = steered(origin);
        if (steered != null) {
            return steered;
        }
        return paced.values().stream().anyMatch(share -> share.value() > 0)
                ? new Shares(held(origin, draft, paced), null)
                : withoutCapacity(origin);
    }

    /** What operators hold; null where they hold nothing, or nothing that is legal. */
    private @Nullable Shares steered(OriginId origin) {
        @Nullable Freeze freeze = inputs.steering().freeze();
        @Nullable
        SortedMap<RegionId, BasisPoints> before = freeze != null && freeze.isActiveAt(at) ? before(origin) : null;
        if (freeze != null && before != null) {
            return new Shares(
                    before, "frozen by " + freeze.owner() + " until " + freeze.expiresAt() + ": " + freeze.reason());
        }
        @Nullable Pin pin = inputs.steering().pins().get(origin);
        if (pin == null || !pin.isActiveAt(at)) {
            return null;
        }
        @Nullable SortedMap<RegionId, BasisPoints> shares = legal(origin, pin.shares());
        return shares != null
                ? new Shares(
                        shares,
                        "origin " + origin + " pinned by " + pin.owner() + " until " + pin.expiresAt() + ": "
                                + pin.reason())
                : null;
    }

    /** The origin's shares of the table before; null where there are none that it could keep. */
    private @Nullable SortedMap<RegionId, BasisPoints> before(OriginId origin) {
        @Nullable Decision previous = inputs.previous();
        if (previous == null) {
            return null;
        }
        return legal(origin, previous.table().sharesOf(origin).shares());
    }

    /** The same without regions that are gone; null where they may not be published. */
    private @Nullable SortedMap<RegionId, BasisPoints> legal(OriginId origin, SortedMap<RegionId, BasisPoints> shares) {
        return inputs.areLegal(origin, shares) ? inputs.ofThisDay(shares) : null;
    }

    private Shares withoutCapacity(OriginId origin) {
        SortedMap<RegionId, Long> undrained = legal(origin, region -> !isDrained(region), Capacity::byBase);
        if (anyOf(undrained)) {
            String because = "every undrained region is DOWN, which is taken for a false signal: they share by weight";
            return new Shares(Apportionment.of(undrained, BasisPoints.ONE), because);
        }
        @Nullable SortedMap<RegionId, BasisPoints> before = before(origin);
        if (before != null) {
            return new Shares(before, "every region is drained, disabled or has weight 0: the previous shares stand");
        }
        return first(origin);
    }

    /** There are no shares to keep, and some are needed: edges obey them until operators let a region go. */
    private Shares first(OriginId origin) {
        SortedMap<RegionId, Long> weights = legal(origin, region -> true, Capacity::byBase);
        if (anyOf(weights)) {
            String because = "every region is drained and there is no table to keep: they share by weight";
            return new Shares(Apportionment.of(weights, BasisPoints.ONE), because);
        }
        String because = "no region is enabled with a weight and there is no table to keep: they share equally";
        return new Shares(Apportionment.of(legal(origin, region -> true, capacity -> 1), BasisPoints.ONE), because);
    }

    private SortedMap<RegionId, BasisPoints> held(
            OriginId origin, Draft draft, SortedMap<RegionId, BasisPoints> paced) {
        @Nullable Decision previous = inputs.previous();
        if (previous == null || !anyUnknown) {
            return paced;
        }
        OriginShares has = previous.table().sharesOf(origin);
        SortedMap<RegionId, BasisPoints> ceilings = new TreeMap<>();
        SortedMap<RegionId, Long> takers = new TreeMap<>();
        capacities.forEach((region, capacity) -> {
            if (hasHealth(region, Health.UNKNOWN)) {
                ceilings.put(region, ceiling(has.of(region), region, draft));
            } else if (!isDrained(region) && isLegal(origin, region)) {
                takers.put(region, capacity.byDial());
            }
        });
        return Hold.under(paced, ceilings, takers);
    }

    /** What it has; but always enough to be seen by, or a region without agents could never come back from nothing. */
    private BasisPoints ceiling(BasisPoints has, RegionId region, Draft draft) {
        int fair = draft.byBase().getOrDefault(region, BasisPoints.ZERO).value();
        return new BasisPoints(Math.max(has.value(), fair * settings.ramp().rampStart() / BasisPoints.ONE));
    }

    private SortedMap<RegionId, Long> legal(OriginId origin, Predicate<RegionId> also, ToLongFunction<Capacity> value) {
        SortedMap<RegionId, Long> legal = CapacityStage.project(capacities, value);
        legal.keySet().removeIf(region -> !isLegal(origin, region) || !also.test(region));
        return legal;
    }

    private boolean isLegal(OriginId origin, RegionId region) {
        return inputs.regions().containsKey(region) && inputs.isLegal(origin, region);
    }

    private boolean isDrained(RegionId region) {
        return hasHealth(region, Health.DRAINED) || hasHealth(region, Health.DRAINING);
    }

    private boolean hasHealth(RegionId region, Health health) {
        RegionState state = states.get(region);
        return state != null && state.health() == health;
    }

    private static boolean anyOf(SortedMap<RegionId, Long> capacities) {
        return capacities.values().stream().anyMatch(capacity -> capacity > 0);
    }
}
