package dev.meridian.routing.decision;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.policy.RampSettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stage 4: how much of its capacity each region may be given now. A drained or lost region falls, a region that serves
 * again rises slowly, and both wait for the health of those who feel it (as Maelstrom's drains, OSDI 2018). Operators'
 * drains go before the diagnosis.
 */
final class RampStage {
    /** Dials move in steps of this, so that a ramp is some twenty tables and not one a cycle. */
    static final int STEP = 500;

    /** A ramp whose region fails goes back by this. */
    private static final int STEP_BACK = 2 * STEP;

    private static final Comparator<Drain> STRICTEST = Comparator.comparing(Drain::mode, Comparator.reverseOrder())
            .thenComparing(Drain::startedAt)
            .thenComparing(Drain::id);

    private RampStage() {}

    static SortedMap<RegionId, RegionState> ramp(
            Inputs inputs,
            SortedMap<RegionId, Diagnosis> diagnoses,
            SortedMap<RegionId, TrafficMemory> traffic,
            Feedback feedback,
            PolicySettings settings,
            Instant at) {
        SortedMap<RegionId, RegionState> states = new TreeMap<>();
        diagnoses.forEach((region, diagnosis) -> {
            TrafficMemory memory = traffic.getOrDefault(region, TrafficMemory.none(at));
            @Nullable RegionState before = inputs.previousState(region);
            if (before == null) {
                // A region that joins later starts low; those of the very first decision have nobody to stand in.
                int dial = inputs.previous() == null
                        ? BasisPoints.ONE
                        : settings.ramp().rampStart();
                before = new Step(diagnosis, memory, at).to(Health.UNKNOWN, at, dial, at);
            }
            @Nullable Drain drain = strictest(inputs, region, at);
            states.put(region, next(before, diagnosis, memory, drain, feedback.of(region), settings.ramp(), at));
        });
        return states;
    }

    /** The drain that decides, of all that hold for a region; null if none does. */
    static @Nullable Drain strictest(Inputs inputs, RegionId region, Instant at) {
        return inputs.drains().stream()
                .filter(drain -> drain.region().equals(region) && drain.isActiveAt(at))
                .min(STRICTEST)
                .orElse(null);
    }

    /** The state after the one before, given the diagnosis and the drain that holds (null for none). */
    static RegionState next(
            RegionState before,
            Diagnosis diagnosis,
            TrafficMemory traffic,
            @Nullable Drain drain,
            Feedback.Signal signal,
            RampSettings settings,
            Instant at) {
        Step step = new Step(diagnosis, traffic, at);
        if (drain != null) {
            return drained(step, before, drain, signal, settings);
        }
        return switch (diagnosis.health()) {
            case DOWN -> step.to(before, Health.DOWN, 0, at);
            // Held; a region that an operator drained and let go gets enough to be seen by.
            case UNKNOWN ->
                step.to(before, Health.UNKNOWN, Math.max(before.dial().value(), settings.rampStart()), at);
            case HEALTHY, DEGRADED, DRAINING, DRAINED, RECOVERING -> ramped(step, before, signal, settings);
        };
    }

    private static RegionState drained(
            Step step, RegionState before, Drain drain, Feedback.Signal signal, RampSettings settings) {
        Duration passed = Duration.between(drain.startedAt(), step.at());
        boolean atOnce = drain.mode() == DrainMode.EMERGENCY
                || step.diagnosis().health() == Health.DOWN
                || passed.compareTo(settings.drainDuration().multipliedBy(2)) >= 0;
        if (atOnce || before.dial().value() == 0) {
            return step.to(before, Health.DRAINED, 0, step.at());
        }
        boolean begins = before.health() != Health.DRAINING;
        if (signal == Feedback.Signal.OTHERS_SUFFER && !begins) {
            return step.to(before, Health.DRAINING, before.dial().value(), step.at());
        }
        Instant from = before.movedAt();
        if (begins) {
            from = drain.startedAt().isBefore(step.at()) ? drain.startedAt() : step.at(); // a clock may be set back
        }
        Steps steps = Steps.since(from, step.at(), settings.drainDuration(), BasisPoints.ONE);
        int dial = Math.max(0, before.dial().value() - steps.count() * STEP);
        return step.to(before, dial == 0 ? Health.DRAINED : Health.DRAINING, dial, steps.last());
    }

    private static RegionState ramped(Step step, RegionState before, Feedback.Signal signal, RampSettings settings) {
        int start = Math.max(before.dial().value(), settings.rampStart());
        if (start == BasisPoints.ONE) {
            return step.to(before, step.diagnosis().health(), BasisPoints.ONE, step.at());
        }
        if (before.health() != Health.RECOVERING) {
            boolean whole = settings.rampDuration().isZero();
            return whole
                    ? step.to(before, step.diagnosis().health(), BasisPoints.ONE, step.at())
                    : step.to(before, Health.RECOVERING, start, step.at());
        }
        return switch (signal) {
            case SLOW, HOLD -> step.to(before, Health.RECOVERING, start, step.at());
            case FAILS ->
                step.to(before, Health.RECOVERING, Math.max(settings.rampStart(), start - STEP_BACK), step.at());
            case WELL, OTHERS_SUFFER -> {
                int way = BasisPoints.ONE - settings.rampStart();
                Steps steps = Steps.since(before.movedAt(), step.at(), settings.rampDuration(), way);
                int dial = Math.min(BasisPoints.ONE, start + steps.count() * STEP);
                boolean there = dial == BasisPoints.ONE;
                yield step.to(before, there ? step.diagnosis().health() : Health.RECOVERING, dial, steps.last());
            }
        };
    }

    /**
     * The steps of a straight line that are due.
     *
     * @param count how many
     * @param last when the last of them was
     */
    private record Steps(int count, Instant last) {
        static Steps since(Instant from, Instant at, Duration duration, int way) {
            int all = (way + STEP - 1) / STEP;
            Duration one = duration.dividedBy(all);
            Duration elapsed = Duration.between(from, at);
            if (one.isZero() || elapsed.compareTo(duration) >= 0) {
                return new Steps(all, at);
            }
            if (elapsed.isNegative()) {
                return new Steps(0, from);
            }
            int count = (int) elapsed.dividedBy(one);
            return new Steps(count, from.plus(one.multipliedBy(count)));
        }
    }

    /** A state made of the diagnosis. */
    private record Step(Diagnosis diagnosis, TrafficMemory traffic, Instant at) {
        RegionState to(RegionState before, Health health, int dial, Instant movedAt) {
            return to(health, before.health() == health ? before.since() : at, dial, movedAt);
        }

        RegionState to(Health health, Instant since, int dial, Instant movedAt) {
            return new RegionState(
                    health,
                    since,
                    new BasisPoints(diagnosis.score()),
                    new BasisPoints(dial),
                    movedAt,
                    diagnosis.badCycles(),
                    diagnosis.goodCycles(),
                    diagnosis.countedAt(),
                    diagnosis.because(),
                    diagnosis.flap(),
                    traffic,
                    BasisPoints.ZERO);
        }
    }
}
