package dev.meridian.routing.decision;

import dev.meridian.routing.policy.HealthSettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
            Inputs inputs,
            Trust trust,
            Upstream upstream,
            SortedMap<RegionId, TrafficMemory> traffic,
            PolicySettings settings,
            Instant at) {
        SortedMap<RegionId, Diagnosis> diagnoses = new TreeMap<>();
        for (RegionId region : inputs.regions().keySet()) {
            @Nullable RegionState state = inputs.previousState(region);
            @Nullable Diagnosis before = state == null ? null : Diagnosis.in(state);
            if (trust.mostFellSilent() && before != null) {
                diagnoses.put(region, before);
            } else {
                List<Witness> witnesses = Witnesses.of(region, trust, upstream);
                boolean burning = !upstream.providerIncident()
                        && BurnRate.isTooHigh(slots(traffic, region), settings.burn(), at)
                        && Witnesses.ofBurning(region, witnesses, trust, settings)
                                >= settings.health().ejectionWitnesses();
                boolean avoided = inputs.previous() != null
                        && Witnesses.isAvoided(region, trust, inputs.previous().table());
                diagnoses.put(region, next(before, Evidence.of(witnesses, burning, avoided, settings), settings, at));
            }
        }
        return diagnoses;
    }

    private static List<TrafficSlot> slots(SortedMap<RegionId, TrafficMemory> traffic, RegionId region) {
        @Nullable TrafficMemory memory = traffic.get(region);
        return memory == null ? List.of() : memory.slots();
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
        if (Duration.between(before.countedAt(), at).compareTo(settings.trust().trustGone()) < 0) {
            return before;
        }
        Health health = before.health() == Health.DOWN ? Health.DOWN : Health.UNKNOWN;
        return new Diagnosis(
                health,
                before.score(),
                before.badCycles(),
                before.goodCycles(),
                before.countedAt(),
                before.health() == Health.UNKNOWN ? before.because() : "no fresh evidence, was " + before.health(),
                before.flap(),
                false);
    }

    /** Three quarters of a cycle are one: the decision thread's timer may be early. */
    private static boolean isNewCycle(Instant countedAt, Evidence evidence, PolicySettings settings, Instant at) {
        Duration passed = Duration.between(countedAt, at);
        Duration least = settings.cycle().multipliedBy(3).dividedBy(4);
        return passed.compareTo(least) >= 0 && evidence.youngest().compareTo(passed) < 0;
    }

    private static Diagnosis counted(Diagnosis before, Evidence evidence, PolicySettings settings, Instant at) {
        HealthSettings limits = settings.health();
        boolean good = evidence.score() >= limits.goodFrom() && !evidence.burning();
        boolean bad = evidence.burning() || (evidence.score() < limits.badBelow() && evidence.agreedBad());
        int enough = Math.max(limits.upAfter(), limits.downAfter());
        int goodCycles = good ? Math.min(before.goodCycles() + 1, enough) : 0;
        int badCycles = bad ? Math.min(before.badCycles() + 1, limits.downAfter()) : 0;
        Flap flap = before.flap().aged(settings.flap(), at);
        Health health = health(before, good, goodCycles, badCycles, flap, limits);
        if (health == Health.DOWN && before.health() != Health.DOWN) {
            flap = flap.ejected(settings.flap(), at);
        }
        return new Diagnosis(
                health,
                score(health, before, evidence.score()),
                badCycles,
                goodCycles,
                at,
                words(evidence, flap, settings, at),
                flap,
                evidence.unanimous());
    }

    private static String words(Evidence evidence, Flap flap, PolicySettings settings, Instant at) {
        return evidence.words()
                + (evidence.burning() ? "; the error budget burns too fast" : "")
                + (flap.suppressed()
                        ? "; kept down for coming and going, penalty " + flap.penaltyAt(at, settings.flap())
                                + ", until it is under " + settings.flap().flapReuse()
                        : "");
    }

    private static Health health(
            Diagnosis before, boolean good, int goodCycles, int badCycles, Flap flap, HealthSettings limits) {
        if (badCycles >= limits.downAfter()) {
            return Health.DOWN;
        }
        return switch (before.health()) {
            case DOWN -> goodCycles >= limits.upAfter() && !flap.suppressed() ? Health.HEALTHY : Health.DOWN;
            case DEGRADED -> goodCycles >= limits.downAfter() ? Health.HEALTHY : Health.DEGRADED;
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
