package dev.meridian.routing.decision;

import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stage 12: a change that takes much of the traffic away from regions that serve well meets one edge of each origin first. Where that
 * one fares worse than the others of its origin everybody keeps the former shares; else the change goes to everybody after a
 * bounded time. What leaves a region that does not serve well, or that is drained, is not held: not when the change begins, and
 * not while it is tried or after it was taken back.
 */
final class CanaryStage {
    /** Changes that replace each other while they are tried are held for no longer than so many times the time of one. */
    private static final int LONGEST = 4;

    private final Inputs inputs;
    private final SortedMap<RegionId, RegionState> states;
    private final Evacuation evacuation;
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
        this.evacuation = new Evacuation(inputs, states, capacities);
        this.settings = settings;
        this.at = at;
    }

    /**
     * Shares that are paced, but those of held origins are not: each cycle must see all of what is wanted, to know it again.
     *
     * @param frozen whether nothing but operators may move shares, held ones neither
     */
    static SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> unpaced(
            Inputs inputs, Plan plan, SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> paced, boolean frozen) {
        @Nullable Decision previous = inputs.previous();
        @Nullable Canary held = previous == null ? null : previous.canary();
        if (held == null || frozen) {
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

    /** The origins that go to their best shares step by step: the optimiser's moves, and no operator's. */
    static Predicate<OriginId> onTheirWay(Plan plan, SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> paced) {
        return origin -> {
            @Nullable Draft draft = plan.drafts().get(origin);
            return draft != null && !draft.wanted().equals(paced.getOrDefault(origin, draft.wanted()));
        };
    }

    /**
     * What is held of decided shares; null where they go to everybody.
     *
     * @param onTheirWay origins that are paced, whose change is not held unless they are pinned
     * @param demand what each origin asks for
     * @param trust who was heard lately
     */
    @Nullable
    Canary hold(
            SortedMap<OriginId, Shares> decided,
            Predicate<OriginId> onTheirWay,
            SortedMap<OriginId, Long> demand,
            Trust trust,
            Duration elapsed) {
        @Nullable Decision previous = inputs.previous();
        @Nullable Canary held = previous == null ? null : previous.canary();
        if (previous == null || inputs.epoch() < previous.table().version().epoch()) {
            return held; // who leads no more publishes nothing
        }
        if (settings.canaryAbove() == BasisPoints.ONE || inputs.steering().isFrozenAt(at)) {
            return null;
        }
        Supplier<@Nullable Canary> anew = () -> begun(previous, decided, onTheirWay, demand, trust.observations(), at);
        if (held == null) {
            return anew.get();
        }
        if (!canBeKept(held.before())) {
            return null;
        }
        if (trust.frozen()) {
            return held.until(held.until().plus(elapsed)); // nobody says how it fares
        }
        Wish wish = wish(held, decided);
        if (wish == Wish.FORMER) {
            return anew.get(); // other origins may be given something else meanwhile
        }
        boolean waits = at.isBefore(held.until()) && (wish != Wish.OTHER || somethingWasLost());
        if (held.withdrawn() == null) {
            return waits || wish != Wish.OTHER
                    ? goneOn(previous, held, decided, trust.observations(), elapsed)
                    : begun(previous, decided, onTheirWay, demand, trust.observations(), held.since());
        }
        if (waits) {
            return held;
        }
        @Nullable Canary again = anew.get();
        // Where it can not be tried it does not go out untried.
        return again == null && wish != Wish.OTHER ? held.until(at.plus(settings.canaryHold())) : again;
    }

    /** The shares of everybody else: those of before, but what has to leave a region leaves it. */
    SortedMap<OriginId, Shares> released(SortedMap<OriginId, Shares> decided, Canary held) {
        SortedMap<OriginId, Shares> released = new TreeMap<>(decided);
        held.before()
                .forEach((origin, before) -> released.put(
                        origin, new Shares(evacuation.of(origin, before, held.serving()), held.sentence())));
        return released;
    }

    /** What is wanted of the origins that a held change moves much. */
    private enum Wish {
        /** What was before. */
        FORMER,
        /** What is held. */
        HELD,
        OTHER,
        /** None of these origins is known now, as after a restart. */
        UNKNOWN
    }

    private Wish wish(Canary held, SortedMap<OriginId, Shares> decided) {
        SortedMap<OriginId, Shares> known = new TreeMap<>(decided);
        known.keySet().retainAll(held.before().keySet());
        known.keySet().removeIf(origin -> isNear(shares(held.before(), origin), shares(held.proposed(), origin)));
        if (known.isEmpty()) {
            return Wish.UNKNOWN;
        }
        if (isLike(held, held.before(), known)) {
            return Wish.FORMER;
        }
        return isLike(held, held.proposed(), known) ? Wish.HELD : Wish.OTHER;
    }

    /** Whether what is decided now is much the same as shares, or as these once what has to leave a region has left it. */
    private boolean isLike(
            Canary held,
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares,
            SortedMap<OriginId, Shares> decided) {
        return decided.entrySet().stream().allMatch(one -> {
            OriginId origin = one.getKey();
            SortedMap<RegionId, BasisPoints> now = one.getValue().shares();
            return isNear(shares(shares, origin), now)
                    || isNear(evacuation.of(origin, shares(shares, origin), held.serving()), now);
        });
    }

    private static SortedMap<RegionId, BasisPoints> shares(
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares, OriginId origin) {
        return shares.getOrDefault(origin, Collections.emptySortedMap());
    }

    private boolean isNear(SortedMap<RegionId, BasisPoints> one, SortedMap<RegionId, BasisPoints> other) {
        return lost(one, other, false) <= settings.canaryAbove() / 2;
    }

    /** Residency goes first, and so does that there is somebody to take what has to leave a region. */
    private boolean canBeKept(SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares) {
        return shares.entrySet().stream()
                .allMatch(one -> isLegal(one.getKey(), one.getValue()) && evacuation.isPossible(one.getKey()));
    }

    private @Nullable Canary begun(
            Decision previous,
            SortedMap<OriginId, Shares> decided,
            Predicate<OriginId> onTheirWay,
            SortedMap<OriginId, Long> demand,
            List<Heard<EdgeObservation>> heard,
            Instant since) {
        Set<OriginId> pinned = inputs.steering().at(at).pins().keySet();
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
                    && !was.shares().equals(now)
                    && isLegal(one.getKey(), was.shares())
                    && (pinned.contains(one.getKey()) || !onTheirWay.test(one.getKey()))) {
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
                        evacuation.serving(),
                        Watch.NONE,
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

    /** What is tried goes on with what is decided now, is taken back, or is over and well: null. */
    private @Nullable Canary goneOn(
            Decision previous,
            Canary held,
            SortedMap<OriginId, Shares> decided,
            List<Heard<EdgeObservation>> heard,
            Duration elapsed) {
        Canary now = compared(previous, held, heard, elapsed);
        for (Map.Entry<OriginId, Compared> one : now.seen().entrySet()) {
            if (one.getValue().isWorse(settings.canarySamples())) {
                String why = "of edge " + one.getKey() + "/" + held.edges().get(one.getKey()) + " " + one.getValue();
                return now.withdrawn(why, at.plus(settings.canaryHold()));
            }
        }
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> proposed = new TreeMap<>(held.proposed());
        proposed.replaceAll((origin, shares) -> {
            @Nullable Shares current = decided.get(origin);
            return current == null ? shares : current.shares();
        });
        return at.isBefore(held.until()) && canBeKept(proposed) ? now.proposing(proposed) : null;
    }

    /** With what edges saw since that had taken their tables before. */
    private Canary compared(Decision previous, Canary held, List<Heard<EdgeObservation>> heard, Duration elapsed) {
        @Nullable RoutingTable tried = held.table();
        if (tried == null) {
            return held;
        }
        SortedMap<OriginId, Compared> seen = new TreeMap<>(held.seen());
        SortedMap<OriginId, SortedSet<String>> ready = new TreeMap<>();
        held.watch().ready().forEach((origin, names) -> ready.put(origin, new TreeSet<>(names)));
        heard.stream()
                .filter(one -> one.isNew(inputs, elapsed))
                .map(Heard::message)
                .filter(edge -> held.edges().containsKey(edge.origin()))
                .forEach(edge -> {
                    boolean isCanary =
                            held.isTriedOn(edge.origin(), edge.sender().name());
                    if (held.watch().hasTaken(edge, isCanary)
                            && !ready.computeIfAbsent(edge.origin(), origin -> new TreeSet<>())
                                    .add(edge.sender().name())) {
                        Compared saw = Compared.of(edge, isCanary, isCanary ? tried : previous.table());
                        seen.merge(edge.origin(), saw, Compared::plus);
                    }
                });
        return held.saw(seen, held.watch().with(ready));
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

    private boolean isLegal(OriginId origin, SortedMap<RegionId, BasisPoints> shares) {
        return !shares.isEmpty()
                && shares.keySet().stream().allMatch(region -> inputs.regions().containsKey(region))
                && shares.entrySet().stream()
                        .allMatch(one -> one.getValue().value() == 0 || inputs.isLegal(origin, one.getKey()));
    }
}
