package dev.meridian.routing.decision;

import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
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
 * Stage 3: how much of its capacity each region may be given now. A drained or lost region falls, a region that serves
 * again rises slowly. Operators' drains go before the diagnosis.
 */
final class PaceStage {
    /** Dials move in steps of this, so that a ramp is some twenty tables and not one a cycle. */
    static final int STEP = 500;

    private static final Comparator<Drain> STRICTEST = Comparator.comparing(Drain::mode, Comparator.reverseOrder())
            .thenComparing(Drain::startedAt)
            .thenComparing(Drain::id);

    private PaceStage() {}

    static SortedMap<RegionId, RegionState> pace(
            Inputs inputs,
            SortedMap<RegionId, Diagnosis> diagnoses,
            boolean frozen,
            PolicySettings settings,
            Instant at) {
        SortedMap<RegionId, RegionState> states = new TreeMap<>();
        diagnoses.forEach((region, diagnosis) -> {
            @Nullable RegionState before = inputs.previousState(region);
            if (before == null) {
                // A region that joins later starts low; those of the very first decision have nobody to stand in.
                int dial = inputs.previous() == null ? BasisPoints.ONE : settings.rampStart();
                before = state(Health.UNKNOWN, dial, diagnosis, at);
            }
            states.put(region, next(before, diagnosis, strictest(inputs, region, at), frozen, settings, at));
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
            @Nullable Drain drain,
            boolean frozen,
            PolicySettings settings,
            Instant at) {
        if (drain != null) {
            return drained(before, diagnosis, drain, settings, at);
        }
        return switch (diagnosis.health()) {
            case DOWN -> state(before, Health.DOWN, 0, diagnosis, at);
            case UNKNOWN -> state(before, Health.UNKNOWN, heldDial(before, settings), diagnosis, at);
            case HEALTHY, DEGRADED, DRAINING, DRAINED, RECOVERING ->
                frozen && before.health() == Health.RECOVERING
                        ? state(Health.RECOVERING, before.dial().value(), diagnosis, at)
                        : ramped(before, diagnosis, settings, at);
        };
    }

    private static RegionState drained(
            RegionState before, Diagnosis diagnosis, Drain drain, PolicySettings settings, Instant at) {
        boolean atOnce = drain.mode() == DrainMode.EMERGENCY || diagnosis.health() == Health.DOWN;
        int line = BasisPoints.ONE - progress(drain.startedAt(), at, settings.drainDuration(), BasisPoints.ONE);
        int dial = atOnce ? 0 : Math.min(before.dial().value(), (line + STEP - 1) / STEP * STEP);
        Health health = dial == 0 ? Health.DRAINED : Health.DRAINING;
        return state(before, health, dial, diagnosis, at);
    }

    /** Held; a region that an operator drained and let go gets enough to be seen by. */
    private static int heldDial(RegionState before, PolicySettings settings) {
        return Math.max(before.dial().value(), settings.rampStart());
    }

    private static RegionState ramped(RegionState before, Diagnosis diagnosis, PolicySettings settings, Instant at) {
        Instant rampedSince = before.health() == Health.RECOVERING ? before.since() : at;
        int way = BasisPoints.ONE - settings.rampStart();
        int gone = progress(rampedSince, at, settings.rampDuration(), way);
        int line = settings.rampStart() + (gone == way ? way : gone / STEP * STEP);
        int dial = Math.max(before.dial().value(), line);
        return state(before, dial == BasisPoints.ONE ? diagnosis.health() : Health.RECOVERING, dial, diagnosis, at);
    }

    /** How far a straight line from 0 to {@code way} has come; {@code way} from the end of the duration on. */
    private static int progress(Instant start, Instant at, Duration duration, int way) {
        Duration elapsed = Duration.between(start, at);
        if (elapsed.compareTo(duration) >= 0) {
            return way;
        }
        return elapsed.isNegative() ? 0 : (int) (way * elapsed.toNanos() / duration.toNanos());
    }

    private static RegionState state(RegionState before, Health health, int dial, Diagnosis diagnosis, Instant at) {
        return state(health, dial, diagnosis, since(before, health, at));
    }

    private static Instant since(RegionState before, Health health, Instant at) {
        return before.health() == health ? before.since() : at;
    }

    private static RegionState state(Health health, int dial, Diagnosis diagnosis, Instant since) {
        return new RegionState(
                health,
                since,
                new BasisPoints(diagnosis.score()),
                new BasisPoints(dial),
                diagnosis.badCycles(),
                diagnosis.goodCycles(),
                diagnosis.countedAt(),
                diagnosis.because());
    }
}
