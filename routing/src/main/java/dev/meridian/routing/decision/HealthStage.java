package dev.meridian.routing.decision;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stage 2: what each region's witnesses say, slowed by hysteresis. A cycle is counted at most once a
 * {@link PolicySettings#cycle()} and only when something new was heard, so calling more often changes nothing.
 */
final class HealthStage {
    /** A degraded region's score moves in steps of this, and rises only by two at once, so that noise moves no share. */
    static final int SCORE_STEP = 1_000;

    private HealthStage() {}

    static SortedMap<RegionId, Diagnosis> diagnose(
            Inputs inputs, Trust trust, Upstream upstream, PolicySettings settings, Instant at) {
        SortedMap<RegionId, Diagnosis> diagnoses = new TreeMap<>();
        for (RegionId region : inputs.regions().keySet()) {
            @Nullable RegionState state = inputs.previousState(region);
            @Nullable Diagnosis before = state == null ? null : Diagnosis.in(state);
            if (trust.frozen() && before != null) {
                diagnoses.put(region, before);
            } else {
                @Nullable Evidence evidence = Evidence.of(Witnesses.of(region, trust, upstream), settings);
                diagnoses.put(region, next(before, evidence, settings, at));
            }
        }
        return diagnoses;
    }

    /** The diagnosis after the one before (null for a new region) and the evidence (null for silence). */
    static Diagnosis next(
            @Nullable Diagnosis before, @Nullable Evidence evidence, PolicySettings settings, Instant at) {
        if (evidence == null) {
            return before == null ? Diagnosis.initial(at) : silent(before, settings, at);
        }
        if (before == null) {
            return counted(Diagnosis.initial(at), evidence, settings, at);
        }
        return isNewCycle(before.countedAt(), evidence, settings, at)
                ? counted(before, evidence, settings, at)
                : before;
    }

    /**
     * What was counted a moment ago still holds, so that a restarted controller, which has no reports yet, changes
     * nothing. Down stays down: it was seen to be, and only being seen to serve ends that. All else is unknown.
     */
    private static Diagnosis silent(Diagnosis before, PolicySettings settings, Instant at) {
        if (Duration.between(before.countedAt(), at).compareTo(settings.trustGone()) < 0) {
            return before;
        }
        Health health = before.health() == Health.DOWN ? Health.DOWN : Health.UNKNOWN;
        return new Diagnosis(
                health,
                before.score(),
                before.badCycles(),
                before.goodCycles(),
                before.countedAt(),
                before.health() == Health.UNKNOWN ? before.because() : "no fresh evidence, was " + before.health());
    }

    /** Three quarters of a cycle are one: the decision thread's timer may be early. */
    private static boolean isNewCycle(Instant countedAt, Evidence evidence, PolicySettings settings, Instant at) {
        Duration passed = Duration.between(countedAt, at);
        Duration least = settings.cycle().multipliedBy(3).dividedBy(4);
        return passed.compareTo(least) >= 0 && evidence.youngest().compareTo(passed) < 0;
    }

    private static Diagnosis counted(Diagnosis before, Evidence evidence, PolicySettings settings, Instant at) {
        boolean good = evidence.score() >= settings.goodFrom();
        boolean bad = evidence.score() < settings.badBelow() && evidence.agreedBad();
        int enough = Math.max(settings.upAfter(), settings.downAfter());
        int goodCycles = good ? Math.min(before.goodCycles() + 1, enough) : 0;
        int badCycles = bad ? Math.min(before.badCycles() + 1, settings.downAfter()) : 0;
        Health health = health(before, good, goodCycles, badCycles, settings);
        int score = score(health, before, evidence.score());
        return new Diagnosis(health, score, badCycles, goodCycles, at, evidence.words());
    }

    private static Health health(
            Diagnosis before, boolean good, int goodCycles, int badCycles, PolicySettings settings) {
        if (badCycles >= settings.downAfter()) {
            return Health.DOWN;
        }
        return switch (before.health()) {
            case DOWN -> goodCycles >= settings.upAfter() ? Health.HEALTHY : Health.DOWN;
            case DEGRADED -> goodCycles >= settings.downAfter() ? Health.HEALTHY : Health.DEGRADED;
            // One cycle that is not good after good ones is noise; the second one in a row counts.
            case HEALTHY -> good || before.goodCycles() > 0 ? Health.HEALTHY : Health.DEGRADED;
            case UNKNOWN, DRAINING, DRAINED, RECOVERING -> good ? Health.HEALTHY : Health.DEGRADED;
        };
    }

    private static int score(Health health, Diagnosis before, int score) {
        if (health == Health.DOWN) {
            return 0;
        }
        if (health != Health.DEGRADED) {
            return BasisPoints.ONE;
        }
        // Never nothing: only a region that two witnesses saw down is given nothing.
        int step = Math.clamp(score - score % SCORE_STEP, SCORE_STEP, BasisPoints.ONE - SCORE_STEP);
        boolean rises = step > before.score();
        return rises && score < before.score() + 2 * SCORE_STEP ? before.score() : step;
    }
}
