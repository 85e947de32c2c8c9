package dev.meridian.routing.decision;

import dev.meridian.routing.decision.Wishes.Wish;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stage 12: a change that takes much of the traffic away from regions that serve well meets one edge of each origin first. Where that
 * one fares worse than the others of its origin everybody keeps the former shares; else the change goes to everybody after a
 * bounded time, and so after it do large changes of other origins that were decided meanwhile. What leaves a region that does not serve well, or that is drained, is not held: not when the change begins, and
 * not while it is tried or after it was taken back.
 */
final class CanaryStage {
    /** Changes that replace each other begin a trial anew for no longer than so many times the time of one. */
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
        List<Canary> held = held(inputs.previous());
        if (held.isEmpty() || frozen) {
            return paced;
        }
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> unpaced = new TreeMap<>(paced);
        plan.drafts().forEach((origin, draft) -> {
            if (held.stream().anyMatch(one -> one.before().containsKey(origin))) {
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

    /** What is held after a decision, the trial that runs first; at most one does, and no two are of the same origin. */
    static List<Canary> held(@Nullable Decision decision) {
        if (decision == null || decision.canary() == null) {
            return List.of();
        }
        List<Canary> held = new ArrayList<>(decision.alsoHeld());
        held.addFirst(decision.canary());
        return held;
    }

    /**
     * What is held of decided shares, the trial that runs first. While one runs, another large change of other origins waits for its
     * end. What was taken back hinders no other change, and is not tried again while one is tried.
     *
     * @param onTheirWay origins that are paced, whose change is not held unless they are pinned
     * @param demand what each origin asks for
     * @param trust who was heard lately
     */
    List<Canary> hold(
            SortedMap<OriginId, Shares> decided,
            Predicate<OriginId> onTheirWay,
            SortedMap<OriginId, Long> demand,
            Trust trust,
            Duration elapsed) {
        @Nullable Decision previous = inputs.previous();
        List<Canary> held = held(previous);
        if (previous == null || inputs.epoch() < previous.table().version().epoch()) {
            return held; // who leads no more publishes nothing
        }
        if (settings.canaryAbove() == BasisPoints.ONE || inputs.steering().isFrozenAt(at)) {
            return List.of();
        }
        Round round = new Round(previous, decided, onTheirWay, demand, trust, elapsed);
        held.forEach(round::sort);
        return round.held();
    }

    /** The shares of everybody else: those of before, but what has to leave a region leaves it. */
    SortedMap<OriginId, Shares> released(SortedMap<OriginId, Shares> decided, List<Canary> held) {
        SortedMap<OriginId, Shares> released = new TreeMap<>(decided);
        held.forEach(one -> one.before()
                .forEach((origin, before) -> released.put(
                        origin, new Shares(evacuation.of(origin, before, one.serving()), one.sentence()))));
        return released;
    }

    /** Residency goes first, and so does that there is somebody to take what has to leave a region. */
    private boolean canBeKept(SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> shares) {
        return shares.entrySet().stream()
                .allMatch(one -> isLegal(one.getKey(), one.getValue()) && evacuation.isPossible(one.getKey()));
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

    /** How much regions that serve well lose, in basis points. */
    private int lost(SortedMap<RegionId, BasisPoints> from, SortedMap<RegionId, BasisPoints> to) {
        int lost = 0;
        for (Map.Entry<RegionId, BasisPoints> one : from.entrySet()) {
            @Nullable RegionState state = states.get(one.getKey());
            if (state != null && servesWell(state)) {
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

    private boolean isLegal(OriginId origin, SortedMap<RegionId, BasisPoints> shares) {
        return !shares.isEmpty()
                && shares.keySet().stream().allMatch(region -> inputs.regions().containsKey(region))
                && shares.entrySet().stream()
                        .allMatch(one -> one.getValue().value() == 0 || inputs.isLegal(origin, one.getKey()));
    }

    /** What becomes of all that is held, and of what is decided besides, in one decision. */
    private final class Round {
        private final Decision previous;
        private final SortedMap<OriginId, Shares> decided;
        private final Predicate<OriginId> onTheirWay;
        private final SortedMap<OriginId, Long> demand;
        private final Trust trust;
        private final Duration elapsed;
        private final Wishes wishes;

        /** What is held on. */
        private final List<Canary> staying = new ArrayList<>();

        /** What is to be tried as soon as nothing else is. */
        private final List<Canary> due = new ArrayList<>();

        /** Origins of which nothing is held, so that a large change of theirs is one to try. */
        private final SortedSet<OriginId> free;

        /** Origins of what stays of which something else is wanted, though what stays is not about them. */
        private final SortedSet<OriginId> strayed = new TreeSet<>();

        /** When the trial began that another one replaces now. */
        private Instant since = at;

        Round(
                Decision previous,
                SortedMap<OriginId, Shares> decided,
                Predicate<OriginId> onTheirWay,
                SortedMap<OriginId, Long> demand,
                Trust trust,
                Duration elapsed) {
            this.previous = previous;
            this.decided = decided;
            this.onTheirWay = onTheirWay;
            this.demand = demand;
            this.trust = trust;
            this.elapsed = elapsed;
            this.wishes = new Wishes(decided, evacuation, settings.canaryAbove() / 2);
            this.free = new TreeSet<>(decided.keySet());
            CanaryStage.held(previous)
                    .forEach(one -> free.removeAll(one.before().keySet()));
        }

        /** Whether something that is held stays, is due, leaves its origins free, or goes to everybody. */
        void sort(Canary one) {
            if (!canBeKept(one.before())) {
                return;
            }
            if (trust.frozen()) {
                staying.add(one.until(one.until().plus(elapsed))); // nobody says how it fares
                return;
            }
            Wish wish = wishes.of(one);
            boolean early = at.isBefore(one.until());
            if (wish == Wish.FORMER) {
                free.addAll(one.before().keySet()); // they may be given something else meanwhile
            } else if (one.runs()) {
                boolean over = isOver(one.since());
                boolean replaced = wish == Wish.OTHER && !(early && (over || somethingWasLost()));
                if (replaced) {
                    free.addAll(one.before().keySet());
                    since = over ? at : one.since();
                } else {
                    strayed.addAll(wishes.strayed(one));
                    goOn(one);
                }
            } else if (one.withdrawn() != null && early && (wish != Wish.OTHER || somethingWasLost())) {
                strayed.addAll(wishes.strayed(one));
                staying.add(one);
            } else if (wish == Wish.OTHER && !(one.waits() && somethingWasLost())) {
                free.addAll(one.before().keySet());
            } else {
                due.add(one);
            }
        }

        /** All that is held now, the trial that runs first. */
        List<Canary> held() {
            boolean runs = staying.stream().anyMatch(Canary::runs);
            if (!runs) {
                due.forEach(one -> free.addAll(one.before().keySet()));
            }
            SortedSet<OriginId> changing = new TreeSet<>(free);
            changing.addAll(strayed);
            @Nullable Canary fresh = begun(changing);
            if (fresh == null) {
                due.forEach(one -> addAgain(one, runs));
                return staying;
            }
            for (Canary one : staying) {
                if (one.runs()
                        && fresh.before().keySet().containsAll(one.edges().keySet())) {
                    return replaced(one); // nobody would be left to try it
                }
            }
            staying.replaceAll(one -> one.without(fresh.before().keySet()));
            staying.removeIf(one -> one.before().isEmpty());
            due.stream()
                    .filter(one -> runs
                            || Collections.disjoint(
                                    one.before().keySet(), fresh.before().keySet()))
                    .forEach(one -> addAgain(one, runs));
            if (runs) {
                staying.add(fresh.waiting(at.plus(settings.canaryTime().multipliedBy(LONGEST))));
            } else {
                staying.addFirst(fresh);
            }
            return staying;
        }

        private List<Canary> replaced(Canary trial) {
            staying.remove(trial);
            free.addAll(trial.before().keySet());
            since = trial.since();
            return held();
        }

        /** What was to be tried now, and is not. */
        private void addAgain(Canary one, boolean runs) {
            if (runs) {
                staying.add(one.waits() ? withCurrent(one) : one);
            } else if (one.withdrawn() != null) {
                staying.add(one.until(at.plus(settings.canaryHold()))); // it does not go out untried
            } else if (somethingWasLost() || (wishes.of(one) == Wish.UNKNOWN && at.isBefore(one.until()))) {
                staying.add(withCurrent(one));
            }
        }

        /** What is tried goes on with what is decided now, is taken back, or is over and well. */
        private void goOn(Canary one) {
            Canary now = Trial.compared(inputs, previous, one, trust.observations(), elapsed);
            for (Map.Entry<OriginId, Compared> saw : now.seen().entrySet()) {
                if (saw.getValue().isWorse(settings.canarySamples())) {
                    String why = "of edge " + saw.getKey() + "/" + one.edges().get(saw.getKey()) + " " + saw.getValue();
                    staying.add(now.withdrawn(why, at.plus(settings.canaryHold())));
                    return;
                }
            }
            Canary next = withCurrent(now);
            if (at.isBefore(one.until()) && canBeKept(next.proposed())) {
                staying.add(next);
            }
        }

        private Canary withCurrent(Canary one) {
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> proposed = new TreeMap<>(one.proposed());
            proposed.replaceAll((origin, shares) -> {
                @Nullable Shares current = decided.get(origin);
                return current == null ? shares : current.shares();
            });
            return one.proposing(proposed);
        }

        /** A change of these origins that is large enough to be tried, and can be; else null. */
        private @Nullable Canary begun(Set<OriginId> changing) {
            Set<OriginId> pinned = inputs.steering().at(at).pins().keySet();
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> before = new TreeMap<>();
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> proposed = new TreeMap<>();
            double moved = 0;
            double all = 0;
            for (Map.Entry<OriginId, Shares> one : decided.entrySet()) {
                OriginId origin = one.getKey();
                @Nullable OriginShares was = previous.table().origins().get(origin);
                SortedMap<RegionId, BasisPoints> now = one.getValue().shares();
                long asked = demand.getOrDefault(origin, 0L);
                all += asked;
                if (was != null
                        && changing.contains(origin)
                        && !was.shares().equals(now)
                        && isLegal(origin, was.shares())
                        && (pinned.contains(origin) || !onTheirWay.test(origin))) {
                    moved += (double) asked * lost(was.shares(), now);
                    before.put(origin, was.shares());
                    proposed.put(origin, now);
                }
            }
            int part = all == 0 ? 0 : (int) Math.round(moved / all);
            if (part <= settings.canaryAbove() || somethingWasLost()) {
                return null;
            }
            SortedMap<OriginId, String> edges = Trial.chosen(before, trust.observations());
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

        private boolean isOver(Instant begin) {
            return !at.isBefore(begin.plus(settings.canaryTime().multipliedBy(LONGEST)));
        }
    }
}
