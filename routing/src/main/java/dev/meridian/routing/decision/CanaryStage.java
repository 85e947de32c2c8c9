package dev.meridian.routing.decision;

import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stage 11: a change that takes much of the traffic away from regions that serve well meets one edge of each origin first. Where that
 * one fares worse than the others of its origin everybody keeps the former shares; else the change goes to everybody after a
 * bounded time. What leaves a region that does not serve well, or that is drained, is not held: not when the change begins, and
 * not while it is tried or after it was taken back.
 */
final class CanaryStage {
    /** Changes that replace each other while they are tried are held for no longer than so many times the time of one. */
    private static final int LONGEST = 4;

    private final Inputs inputs;
    private final SortedMap<RegionId, RegionState> states;
    private final SortedMap<RegionId, Capacity> capacities;
    private final CanarySettings settings;
    private final Instant at;

    CanaryStage(
            Inputs inputs,
            SortedMap<RegionId, RegionState> states,
            SortedMap<RegionId, Capacity> capacities,
            CanarySettings settings,
            Instant at) {
        this.inputs = inputs;
        this.states = states;
        this.capacities = capacities;
        this.settings = settings;
        this.at = at;
    }

    /** Shares that are paced, but those of held origins are not: each cycle must see all of what is wanted, to know it again. */
    static SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> unpaced(
            Inputs inputs, Plan plan, SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> paced) {
        @Nullable Decision previous = inputs.previous();
        @Nullable Canary held = previous == null ? null : previous.canary();
        if (held == null) {
            return paced;
        }
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> unpaced = new TreeMap<>(paced);
        plan.drafts().forEach((origin, draft) -> {
            if (held.before().containsKey(origin)) {
                unpaced.put(origin, draft.wanted());
            }
        });
        return unpaced;
    }

    /**
     * What is held of decided shares; null where they go to everybody.
     *
     * @param demand what each origin asks for
     * @param heard what edges saw lately
     */
    @Nullable
    Canary hold(
            SortedMap<OriginId, Shares> decided,
            SortedMap<OriginId, Long> demand,
            List<Heard<EdgeObservation>> heard,
            Duration elapsed) {
        @Nullable Decision previous = inputs.previous();
        @Nullable Canary held = previous == null ? null : previous.canary();
        if (previous == null || inputs.epoch() < previous.table().version().epoch()) {
            return held; // who leads no more publishes nothing
        }
        if (inputs.steering().isFrozenAt(at)) {
            return null;
        }
        if (held == null) {
            return begun(previous, decided, demand, heard, at);
        }
        if (!canBeKept(held) || isLike(held.before(), decided)) {
            return null;
        }
        boolean isWanted = isLike(held.proposed(), decided);
        if (isWanted && held.withdrawn() == null) {
            return judged(previous, held, heard, elapsed);
        }
        if ((isWanted || somethingWasLost()) && at.isBefore(held.until())) {
            return held;
        }
        boolean replaced = !isWanted && held.withdrawn() == null;
        return begun(previous, decided, demand, heard, replaced ? held.since() : at);
    }

    /** The shares of everybody else: those of before, but what has to leave a region leaves it. */
    SortedMap<OriginId, Shares> released(SortedMap<OriginId, Shares> decided, Canary held) {
        SortedMap<OriginId, Shares> released = new TreeMap<>(decided);
        held.before()
                .forEach((origin, before) ->
                        released.put(origin, new Shares(evacuated(origin, before), held.sentence())));
        return released;
    }

    /** Whether what is decided now is much the same as shares, or as these once what has to leave a region has left it. */
    private boolean isLike(
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares, SortedMap<OriginId, Shares> decided) {
        return shares.entrySet().stream().allMatch(one -> {
            @Nullable Shares now = decided.get(one.getKey());
            return now != null
                    && (isNear(one.getValue(), now.shares())
                            || isNear(evacuated(one.getKey(), one.getValue()), now.shares()));
        });
    }

    private boolean isNear(SortedMap<RegionId, BasisPoints> one, SortedMap<RegionId, BasisPoints> other) {
        return lost(one, other, false) <= settings.canaryAbove() / 2;
    }

    /** Residency goes first, and so does that there is somebody to take what has to leave a region. */
    private boolean canBeKept(Canary held) {
        return held.before().entrySet().stream()
                .allMatch(one -> isLegal(one.getKey(), one.getValue())
                        && !takers(one.getKey()).isEmpty());
    }

    private @Nullable Canary begun(
            Decision previous,
            SortedMap<OriginId, Shares> decided,
            SortedMap<OriginId, Long> demand,
            List<Heard<EdgeObservation>> heard,
            Instant since) {
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> before = new TreeMap<>();
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> proposed = new TreeMap<>();
        double moved = 0;
        double all = 0;
        for (Map.Entry<OriginId, Shares> one : decided.entrySet()) {
            @Nullable OriginShares was = previous.table().origins().get(one.getKey());
            SortedMap<RegionId, BasisPoints> now = one.getValue().shares();
            long asked = demand.getOrDefault(one.getKey(), 0L);
            all += asked;
            if (was != null
                    && isLegal(one.getKey(), was.shares())
                    && !was.shares().equals(now)) {
                moved += (double) asked * lost(was.shares(), now, true);
                before.put(one.getKey(), was.shares());
                proposed.put(one.getKey(), now);
            }
        }
        int part = all == 0 ? 0 : (int) Math.round(moved / all);
        if (part <= settings.canaryAbove() || somethingWasLost() || isOver(since)) {
            return null;
        }
        SortedMap<OriginId, String> edges = chosen(before, heard);
        return edges.isEmpty()
                ? null
                : new Canary(
                        since,
                        at.plus(settings.canaryTime()),
                        new BasisPoints(part),
                        before,
                        proposed,
                        edges,
                        new TreeMap<>(),
                        null,
                        null);
    }

    private boolean isOver(Instant since) {
        return !at.isBefore(since.plus(settings.canaryTime().multipliedBy(LONGEST)));
    }

    /** What was lost moves more than its own share, and none of that may wait. */
    private boolean somethingWasLost() {
        return states.entrySet().stream().anyMatch(one -> {
            @Nullable RegionState before = inputs.previousState(one.getKey());
            return before != null
                    && ((servesWell(before) && !servesWell(one.getValue()))
                            || one.getValue().dial().compareTo(before.dial()) < 0);
        });
    }

    /** One edge of each origin that has two or more; of those with its newest table the first by name. */
    private static SortedMap<OriginId, String> chosen(
            SortedMap<OriginId, ?> origins, List<Heard<EdgeObservation>> heard) {
        SortedMap<OriginId, SortedMap<String, TableVersion>> edges = new TreeMap<>();
        heard.stream()
                .filter(one -> one.trust() == BasisPoints.ONE)
                .map(Heard::message)
                .filter(edge -> origins.containsKey(edge.origin()))
                .forEach(edge -> edges.computeIfAbsent(edge.origin(), origin -> new TreeMap<>())
                        .put(edge.sender().name(), edge.table()));
        SortedMap<OriginId, String> chosen = new TreeMap<>();
        edges.forEach((origin, tables) -> {
            Optional<TableVersion> newest = tables.values().stream().max(TableVersion::compareTo);
            tables.entrySet().stream()
                    .filter(edge -> tables.size() > 1
                            && newest.isPresent()
                            && edge.getValue().equals(newest.get()))
                    .findFirst()
                    .ifPresent(edge -> chosen.put(origin, edge.getKey()));
        });
        return chosen;
    }

    /** What is tried goes on, is taken back, or is over and well: null. */
    private @Nullable Canary judged(
            Decision previous, Canary held, List<Heard<EdgeObservation>> heard, Duration elapsed) {
        SortedMap<OriginId, Compared> seen = new TreeMap<>(held.seen());
        heard.stream()
                .filter(one -> one.isNew(inputs, elapsed))
                .map(Heard::message)
                .filter(edge -> held.edges().containsKey(edge.origin()))
                .forEach(edge -> seen.merge(edge.origin(), Compared.of(edge, held, previous.table()), Compared::plus));
        Canary now = held.saw(seen);
        for (Map.Entry<OriginId, Compared> one : seen.entrySet()) {
            if (one.getValue().isWorse(settings.canarySamples())) {
                String why = "of edge " + one.getKey() + "/" + held.edges().get(one.getKey()) + " " + one.getValue();
                return now.withdrawn(why, at.plus(settings.canaryHold()));
            }
        }
        return at.isBefore(held.until()) ? now : null;
    }

    /** How much regions lose, in basis points. */
    private int lost(
            SortedMap<RegionId, BasisPoints> from, SortedMap<RegionId, BasisPoints> to, boolean onlyThatServeWell) {
        int lost = 0;
        for (Map.Entry<RegionId, BasisPoints> one : from.entrySet()) {
            @Nullable RegionState state = states.get(one.getKey());
            if (!onlyThatServeWell || (state != null && servesWell(state))) {
                lost += Math.max(
                        0,
                        one.getValue().value()
                                - to.getOrDefault(one.getKey(), BasisPoints.ZERO)
                                        .value());
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

    /** The shares, but none of a region is above what its score and dial leave of it; the rest goes to those that may take more. */
    private SortedMap<RegionId, BasisPoints> evacuated(OriginId origin, SortedMap<RegionId, BasisPoints> before) {
        SortedMap<RegionId, Long> takers = takers(origin);
        SortedMap<RegionId, BasisPoints> ceilings = new TreeMap<>();
        states.forEach((region, state) -> {
            if (!takers.containsKey(region) && state.health() != Health.UNKNOWN) {
                long left = (long) before.getOrDefault(region, BasisPoints.ZERO).value()
                        * state.score().value()
                        / BasisPoints.ONE
                        * state.dial().value()
                        / BasisPoints.ONE;
                ceilings.put(region, new BasisPoints((int) left));
            }
        });
        return Hold.under(before, ceilings, takers);
    }

    /** Those that are well; where none is, those that serve at all; none where operators and failures leave none. */
    private SortedMap<RegionId, Long> takers(OriginId origin) {
        SortedMap<RegionId, Long> serving = CapacityStage.project(capacities, Capacity::byDial);
        serving.entrySet()
                .removeIf(
                        one -> one.getValue() == 0 || !inputs.isLegal(origin, one.getKey()) || isDrained(one.getKey()));
        SortedMap<RegionId, Long> well = new TreeMap<>(serving);
        well.keySet().removeIf(region -> !hasHealth(region, Health.HEALTHY));
        return well.isEmpty() ? serving : well;
    }

    private boolean isDrained(RegionId region) {
        return hasHealth(region, Health.DRAINING) || hasHealth(region, Health.DRAINED);
    }

    private boolean hasHealth(RegionId region, Health health) {
        @Nullable RegionState state = states.get(region);
        return state != null && state.health() == health;
    }

    private boolean isLegal(OriginId origin, SortedMap<RegionId, BasisPoints> shares) {
        return !shares.isEmpty()
                && shares.keySet().stream().allMatch(region -> inputs.regions().containsKey(region))
                && shares.entrySet().stream()
                        .allMatch(one -> one.getValue().value() == 0 || inputs.isLegal(origin, one.getKey()));
    }
}
