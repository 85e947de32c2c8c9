package dev.meridian.routing.decision;

import dev.meridian.routing.decision.Wishes.Wish;
import dev.meridian.routing.policy.CanarySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stage 12: a change that takes much of the traffic away from regions that serve well meets one edge of each origin first. Where that
 * one fares worse than the others of its origin everybody keeps the former shares; else the change goes to everybody after a
 * bounded time. Large changes of other origins that were decided meanwhile are tried after it, one at a time. What leaves a region
 * that does not serve well, or that is drained, is not held: not when the change begins, and not while it is tried or after it was
 * taken back.
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
        List<Canary> held = heldBefore(inputs);
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
        List<Canary> held = heldBefore(inputs);
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
        held.forEach(one -> one.before().forEach((origin, before) -> {
            if (released.containsKey(origin) || released.size() < RoutingTable.MAX_ORIGINS) {
                released.put(origin, new Shares(evacuation.of(origin, before, one.serving()), one.sentence()));
            }
        }));
        return released;
    }

    private static List<Canary> heldBefore(Inputs inputs) {
        @Nullable Decision previous = inputs.previous();
        return previous == null ? List.of() : previous.held();
    }

    private Duration longest() {
        return settings.canaryTime().multipliedBy(LONGEST);
    }

    /** What becomes of all that is held, and of what is decided besides, in one decision. */
    private final class Round {
        private final Decision previous;
        private final SortedMap<OriginId, Shares> decided;
        private final LargeChanges changes;
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
            this.changes = new LargeChanges(
                    inputs,
                    states,
                    decided,
                    onTheirWay,
                    demand,
                    evacuation.serving(),
                    settings,
                    at,
                    at.plus(longest()));
            this.trust = trust;
            this.elapsed = elapsed;
            this.wishes = new Wishes(decided, evacuation, settings.canaryAbove() / 2);
            this.free = new TreeSet<>(decided.keySet());
            previous.held().forEach(one -> free.removeAll(one.before().keySet()));
        }

        /** Whether something that is held stays, is due, leaves its origins free, or goes to everybody. */
        void sort(Canary held) {
            Canary one = kept(held);
            if (held.runs() && !one.runs()) {
                free.addAll(one.before().keySet()); // nobody is left to try it
                return;
            }
            if (one.before().isEmpty()) {
                return;
            }
            if (trust.frozen()) {
                Canary now = one.withdrawn() == null ? withCurrent(one) : one; // operators move what is tried, too
                staying.add(now.until(one.until().plus(elapsed))); // nobody says how it fares
                return;
            }
            Wish wish = wishes.of(one);
            boolean early = at.isBefore(one.until());
            if (wish == Wish.FORMER) {
                free.addAll(one.before().keySet()); // they may be given something else meanwhile
            } else if (one.runs()) {
                boolean over = isOver(one.since());
                boolean replaced = wish == Wish.OTHER && !(early && (over || changes.somethingWasLost()));
                if (replaced) {
                    free.addAll(one.before().keySet());
                    since = over ? at : one.since();
                } else {
                    strayed.addAll(wishes.strayed(one));
                    goOn(one);
                }
            } else if (one.withdrawn() != null && early && (wish != Wish.OTHER || changes.somethingFalls())) {
                strayed.addAll(wishes.strayed(one));
                staying.add(one);
            } else if (wish == Wish.OTHER && !(one.waits() && changes.somethingWasLost())) {
                free.addAll(one.before().keySet());
            } else if (one.withdrawn() == null || wish != Wish.UNKNOWN || wasKnown(one)) {
                due.add(one); // else its origins are gone
            }
        }

        /**
         * The same without origins that cannot be held: residency goes first, and so does that there is somebody to take what has
         * to leave a region.
         */
        private Canary kept(Canary one) {
            SortedSet<OriginId> lost = new TreeSet<>(one.before().keySet());
            lost.removeIf(origin -> inputs.areLegal(
                            origin, one.before().getOrDefault(origin, Collections.emptySortedMap()))
                    && evacuation.isPossible(origin)
                    && (decided.containsKey(origin)
                            || inputs.areLegal(
                                    origin, one.proposed().getOrDefault(origin, Collections.emptySortedMap()))));
            return one.without(lost).with(inputs::ofThisDay);
        }

        /** Whether the decision before knew any of its origins: after a restart edges are not heard at once. */
        private boolean wasKnown(Canary one) {
            return one.before().keySet().stream()
                    .anyMatch(origin -> previous.origins().containsKey(origin));
        }

        /** All that is held now, the trial that runs first. */
        List<Canary> held() {
            if (isTrying()) {
                meanwhile();
            } else if (changes.somethingWasLost()) {
                due.forEach(one -> staying.add(one.waits() ? withCurrent(one) : again(one)));
            } else {
                begin();
            }
            return staying;
        }

        /** While one is tried another one waits. */
        private void meanwhile() {
            @Nullable Canary fresh = changes.somethingWasLost() ? null : fresh();
            if (fresh != null) {
                for (Canary one : staying) {
                    if (one.runs()
                            && fresh.before().keySet().containsAll(one.edges().keySet())) {
                        staying.remove(one); // nobody would be left to try it
                        free.addAll(one.before().keySet());
                        since = one.since();
                        begin();
                        return;
                    }
                }
            }
            due.forEach(one -> staying.add(one.waits() ? withCurrent(one) : one));
            if (fresh != null) {
                add(fresh);
            }
        }

        /** One is tried: what waits goes first, in its order, and what was taken back last. The others wait on. */
        private void begin() {
            List<Canary> all = new ArrayList<>();
            for (Canary one : due) {
                if (one.waits()) {
                    beginLater(one, all);
                }
            }
            @Nullable Canary fresh = fresh();
            if (fresh != null && all.isEmpty()) {
                add(tried(fresh, since));
            } else if (fresh != null) {
                all.add(fresh);
            }
            for (Canary one : all) {
                add(isTrying() ? one : tried(one, at));
            }
            for (Canary one : due) {
                if (one.withdrawn() != null) {
                    @Nullable
                    Canary next = isTrying() ? null : changes.of(one.before().keySet(), previous);
                    if (next != null && isTriable(next)) {
                        add(tried(next, at));
                    } else {
                        staying.add(isTrying() ? one : again(one));
                    }
                }
            }
        }

        private boolean isTrying() {
            return staying.stream().anyMatch(Canary::runs);
        }

        /** What waits can be tried, waits on for those who are to try it, or is decided with all that nobody holds. */
        private void beginLater(Canary one, List<Canary> all) {
            boolean heard = trust.observations().stream()
                    .anyMatch(edge -> one.before().containsKey(edge.message().origin()));
            @Nullable Canary next = changes.of(one.before().keySet(), previous);
            if (heard && next != null && isTriable(next)) {
                all.add(next);
            } else if (!heard && previous.canary() != null && previous.canary().runs()) {
                staying.add(withCurrent(one).until(at.plus(longest()))); // as after a restart
            } else if (at.isBefore(one.until()) && (!heard || next != null)) {
                staying.add(withCurrent(one));
            } else {
                free.addAll(one.before().keySet());
            }
        }

        /** A change that nobody holds yet; null where there is none to try. */
        private @Nullable Canary fresh() {
            SortedSet<OriginId> changing = new TreeSet<>(free);
            changing.addAll(strayed);
            @Nullable Canary fresh = changes.of(changing, previous);
            return fresh == null || !isTriable(fresh) ? null : fresh;
        }

        private void add(Canary fresh) {
            staying.replaceAll(one -> one.without(fresh.before().keySet()));
            staying.removeIf(one -> one.before().isEmpty());
            if (fresh.runs()) {
                staying.addFirst(fresh);
            } else {
                staying.add(fresh);
            }
        }

        /** What was taken back does not go out untried. */
        private Canary again(Canary withdrawn) {
            return withdrawn.until(at.plus(settings.canaryHold()));
        }

        private boolean isTriable(Canary one) {
            return !Trial.chosen(one.before(), trust.observations()).isEmpty();
        }

        private Canary tried(Canary one, Instant from) {
            return one.tried(from, at.plus(settings.canaryTime()), Trial.chosen(one.before(), trust.observations()));
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
            if (at.isBefore(one.until())) {
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

        private boolean isOver(Instant begin) {
            return !at.isBefore(begin.plus(longest()));
        }
    }
}
