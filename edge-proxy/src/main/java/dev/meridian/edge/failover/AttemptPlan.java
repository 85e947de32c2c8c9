package dev.meridian.edge.failover;

import dev.meridian.edge.route.Breaker;
import dev.meridian.edge.route.RegionTarget;
import dev.meridian.edge.route.RoutingView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request's way over regions and models. A state machine without I/O that is told the time; confined to one thread.
 *
 * <p>A region's fault excludes the region and keeps the model. A model's fault is tried once more if it came fast and
 * leaves an attempt for every model that follows, then the next model in the same region. What is open or cooling down
 * is skipped; where a request's first attempt finds all of it open, the one that reopens first is tried all the same.
 */
final class AttemptPlan {
    /** Upstream calls of one request at one model in one region. */
    private static final int MAX_AT_ONE = 2;

    /** A limit that ends so soon is waited for; a person notices no less than another model's answer. */
    static final long MAX_QUOTA_WAIT_NANOS = 2_000_000_000;

    private final RoutingView view;
    private final RegionChoice choice;
    private final PlanRules rules;
    private final List<Trial> trials = new ArrayList<>(2);
    private List<String> chain;
    private int modelIndex;
    private int atThis;
    private int attempts;
    private int stale;
    private int waitedAt = -1;
    private long waitUntil;
    private boolean waiting;
    private boolean over;
    private long excluded;
    private @Nullable RegionTarget region;
    private @Nullable RegionTarget silent;

    /**
     * @param chain the models to try in order; empty for a request that names none
     * @param choice how a region is chosen
     * @param closed the bits of regions that it may never be sent to: this edge has no way there, or they lack a label
     */
    AttemptPlan(RoutingView view, List<String> chain, RegionChoice choice, long closed, PlanRules rules) {
        this.view = view;
        this.chain = chain;
        this.choice = choice;
        this.rules = rules;
        this.excluded = closed;
    }

    /**
     * What to do next.
     *
     * @param now of {@link System#nanoTime}
     * @param nanosLeft of the request's time
     */
    Step next(long now, long nanosLeft) {
        if (over || (attempts > 0 && callsLeft() <= 0) || (!chain.isEmpty() && modelIndex >= chain.size())) {
            return Step.Stop.END;
        }
        if (waiting && waitUntil - now > 0) {
            return new Step.Wait(waitUntil);
        }
        waiting = false;
        return inRegion(now, nanosLeft);
    }

    /**
     * What the last candidate's attempt ended with.
     *
     * @param nanosLeft of the request's time
     */
    void failed(Trial trial, long now, long nanosLeft) {
        trials.add(trial);
        if (trial.error() != null && !rules.retry().allows(trial.error())) {
            over = true;
            return;
        }
        switch (trial.fault()) {
            case REGION -> nextRegion(trial);
            case MODEL -> {
                if (!trial.fast() || !repeats(backoff(), trial, now, nanosLeft)) {
                    nextModel(trial);
                }
            }
            case QUOTA -> {
                long wait = quotaWait(trial, now);
                if (wait > MAX_QUOTA_WAIT_NANOS || !repeats(wait, trial, now, nanosLeft)) {
                    nextModel(trial);
                }
            }
            case CONTEXT -> largerModel();
            case CREDENTIAL, CLIENT, OVERLOAD -> over = true;
            case STALE -> {
                attempts--; // the far side had gone before the request came, or so it looks
                stale++;
                atThis--;
            }
        }
    }

    /** Nothing more is tried. */
    void stop() {
        over = true;
    }

    /**
     * Whether an idle connection will do: not right after one that turned out to be stale, and not for the last call, since
     * there would be none left to make up for a stale one. The first call of all may be the last, and gets another.
     *
     * @param hop whether another edge has made calls for this request before
     */
    boolean mayReuse(boolean hop) {
        if (trials.isEmpty()) {
            return !hop || callsLeft() > 0;
        }
        return trials.getLast().fault() != Fault.STALE && callsLeft() > 0;
    }

    /** Upstream calls that the other side of a hop made beyond the one counted here. */
    void countMore(int calls) {
        attempts += Math.max(0, calls);
    }

    int attempts() {
        return attempts;
    }

    /** Upstream calls so far, those on connections that looked stale included. */
    int calls() {
        return attempts + stale;
    }

    /** Upstream calls that may still be made, the present one included; at least 1. */
    int attemptsLeft() {
        return Math.max(1, callsLeft() + 1);
    }

    /** Candidates that could still follow in the same region, the present one included; at least 1. */
    int modelsLeft() {
        return Math.max(1, chain.size() - modelIndex);
    }

    /** The failed attempts so far. */
    List<Trial> trials() {
        return trials;
    }

    /** Whether a request whose context is too long for this model can be tried at a larger one. */
    boolean hasLargerModel(Candidate candidate) {
        String larger = rules.largerModel();
        return larger != null && candidate.model() != null && !larger.equals(candidate.model());
    }

    /** Nanoseconds until the first model that could be asked may be asked again, as far as the key's limits go. */
    long quotaLeft(long now) {
        return rules.cooldowns().soonest(chain, now);
    }

    private Step inRegion(long now, long nanosLeft) {
        Entrance entrance = enter(now);
        RegionTarget target = entrance.target();
        if (target == null) {
            return silent != null && modelIndex + 1 < chain.size()
                    ? afterSilence(silent, now, nanosLeft)
                    : new Step.Stop(entrance.openIn() > 0 ? Step.Cause.SHUT : Step.Cause.TRIED, entrance.openIn());
        }
        if (!target.equals(region)) {
            region = target;
            atThis = 0;
        }
        if (target.hop() || chain.isEmpty()) {
            String model = chain.isEmpty() ? null : chain.get(modelIndex);
            return attempt(new Candidate(target, model, entrance.pass(), null, Breaker.FORCED));
        }
        return atModel(target, entrance.pass(), now, nanosLeft);
    }

    /** No other region is left, so that it may have been the model after all: the next one is tried where it was silent. */
    private Step afterSilence(RegionTarget target, long now, long nanosLeft) {
        silent = null;
        excluded &= ~target.bit();
        moveTo(modelIndex + 1);
        return inRegion(now, nanosLeft);
    }

    private Entrance enter(long now) {
        RegionTarget same = region;
        int pass = same == null ? Breaker.REFUSED : same.gate().breaker().tryEnter();
        if (pass != Breaker.REFUSED) {
            return new Entrance(same, pass, 0);
        }
        RegionTarget soonest = null;
        long shut = 0;
        for (RegionTarget target = choice.pick(view, excluded);
                target != null;
                target = choice.pick(view, excluded | shut)) {
            pass = target.gate().breaker().tryEnter();
            if (pass != Breaker.REFUSED) {
                return new Entrance(target, pass, 0);
            }
            shut |= target.bit();
            soonest = soonest == null || opensIn(target, now) < opensIn(soonest, now) ? target : soonest;
        }
        long openIn = soonest == null ? 0 : Math.max(1, opensIn(soonest, now));
        return new Entrance(trials.isEmpty() ? soonest : null, Breaker.FORCED, openIn);
    }

    private Step atModel(RegionTarget target, int pass, long now, long nanosLeft) {
        Candidate soonest = null;
        long openIn = Long.MAX_VALUE;
        for (int i = modelIndex; i < chain.size(); i++) {
            String model = chain.get(i);
            long cooling = rules.cooldowns().left(model, now);
            if (cooling > 0) {
                if (waitsFor(i, cooling, nanosLeft)) {
                    target.gate().breaker().leave(pass);
                    moveTo(i);
                    return waitUntil(now + cooling);
                }
                continue;
            }
            Breaker breaker = target.gate().model(model);
            int modelPass = breaker.tryEnter();
            if (modelPass != Breaker.REFUSED) {
                moveTo(i);
                return attempt(new Candidate(target, model, pass, breaker, modelPass));
            }
            if (breaker.opensAgainIn(now) < openIn) {
                openIn = breaker.opensAgainIn(now);
                soonest = new Candidate(target, model, pass, breaker, Breaker.FORCED);
            }
        }
        return noneAt(target, pass, soonest, openIn, now);
    }

    private Step noneAt(RegionTarget target, int pass, @Nullable Candidate soonest, long openIn, long now) {
        if (soonest != null && trials.isEmpty()) {
            moveTo(chain.indexOf(soonest.model()));
            return attempt(soonest);
        }
        target.gate().breaker().leave(pass);
        return soonest == null
                ? new Step.Stop(Step.Cause.COOLING, quotaLeft(now))
                : new Step.Stop(Step.Cause.OPEN, Math.max(1, openIn));
    }

    private Step attempt(Candidate candidate) {
        attempts++;
        atThis++;
        return new Step.Attempt(candidate);
    }

    /** A limit is waited for once; whoever finds it extended has waited enough. */
    private boolean waitsFor(int model, long nanos, long nanosLeft) {
        return nanos <= MAX_QUOTA_WAIT_NANOS && nanos < nanosLeft && waitedAt != model;
    }

    private Step waitUntil(long time) {
        waitedAt = modelIndex;
        waiting = true;
        waitUntil = time;
        return new Step.Wait(time);
    }

    /** Whether the same is tried again, which is then due after the delay and paid for. */
    private boolean repeats(long delay, Trial trial, long now, long nanosLeft) {
        boolean may = !chain.isEmpty()
                && atThis < MAX_AT_ONE
                && callsLeft() >= chain.size() - modelIndex
                && delay < nanosLeft
                && rules.budget().repeat(trial.timedOut());
        if (may) {
            waitUntil(now + delay);
        }
        return may;
    }

    /**
     * Upstream calls that may still be made. Those on connections that looked stale count: the far side may have taken the
     * request before it closed. Only a request's first attempt is made even if none is left for it.
     */
    private int callsLeft() {
        return rules.maxAttempts() - calls();
    }

    private long backoff() {
        return rules.retry().delay(atThis - 1, rules.random().getAsDouble()).toNanos();
    }

    private long quotaWait(Trial trial, long now) {
        String model = trial.candidate().model();
        return model == null ? Long.MAX_VALUE : rules.cooldowns().left(model, now);
    }

    private void nextRegion(Trial trial) {
        RegionTarget target = trial.candidate().target();
        excluded |= target.bit();
        region = null;
        silent = trial.timedOut() && !target.hop() ? target : silent;
        over |= !rules.budget().moveOn(trial.timedOut());
    }

    private void nextModel(Trial trial) {
        if (chain.isEmpty() || !rules.budget().moveOn(trial.timedOut())) {
            over = true;
        } else {
            moveTo(modelIndex + 1);
        }
    }

    private void largerModel() {
        String larger = rules.largerModel();
        if (larger != null) {
            chain = List.of(larger);
            modelIndex = 0;
            atThis = 0;
            waitedAt = -1;
        }
    }

    private void moveTo(int index) {
        if (index != modelIndex) {
            modelIndex = index;
            atThis = 0;
        }
    }

    private static long opensIn(RegionTarget target, long now) {
        return target.gate().breaker().opensAgainIn(now);
    }

    /**
     * The way into a region.
     *
     * @param target null where no region lets anything in
     * @param openIn when the first one does again, in nanoseconds; 0 where none is shut
     */
    private record Entrance(@Nullable RegionTarget target, int pass, long openIn) {}
}
