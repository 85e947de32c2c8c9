package dev.meridian.routing.decision;

import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.policy.GuardSettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Stage 3: what automation may take away. One region in a while, and not too much of all capacity; more only where every
 * witness agrees, live traffic included, since a signal that fails more regions at once is more likely wrong than they are.
 * Never what a safety rule forbids. A region that may not be taken away stays as it was.
 */
final class RemovalStage {
    private final Inputs inputs;
    private final GuardSettings settings;
    private final Set<RegionId> away = new TreeSet<>();
    private final Set<RegionId> removedLately = new TreeSet<>();

    private RemovalStage(Inputs inputs, GuardSettings settings) {
        this.inputs = inputs;
        this.settings = settings;
    }

    /** The diagnoses that may take effect; an alarm names each region that is kept. */
    static SortedMap<RegionId, Diagnosis> limit(
            Inputs inputs,
            SortedMap<RegionId, Diagnosis> diagnoses,
            GuardSettings settings,
            Instant at,
            List<String> alarms) {
        if (inputs.previous() == null) {
            return diagnoses;
        }
        RemovalStage stage = new RemovalStage(inputs, settings);
        stage.countWhatIsAway(diagnoses, at);
        SortedMap<RegionId, Diagnosis> limited = new TreeMap<>(diagnoses);
        diagnoses.entrySet().stream()
                .filter(one -> one.getValue().health() == Health.DOWN && !stage.wasDown(one.getKey()))
                .sorted(Comparator.comparing(one -> !one.getValue().unanimous()))
                .forEach(one -> {
                    String objection = stage.objection(one.getKey(), one.getValue());
                    if (objection.isEmpty()) {
                        stage.away.add(one.getKey());
                        stage.removedLately.add(one.getKey());
                    } else {
                        limited.put(one.getKey(), stage.kept(one.getKey(), one.getValue(), objection));
                        alarms.add("region " + one.getKey() + " looks dead and is kept: " + objection);
                    }
                });
        return limited;
    }

    private void countWhatIsAway(SortedMap<RegionId, Diagnosis> diagnoses, Instant at) {
        diagnoses.forEach((region, diagnosis) -> {
            boolean byOperators = weight(region) == 0 || RampStage.strictest(inputs, region, at) != null;
            if (byOperators || (diagnosis.health() == Health.DOWN && wasDown(region))) {
                away.add(region);
            }
            @Nullable RegionState state = inputs.previousState(region);
            if (!byOperators && state != null && wasRemovedLately(state, at)) {
                removedLately.add(region);
            }
        });
    }

    /** Whether it has served again since or not: a signal that is wrong often comes and goes. */
    private boolean wasRemovedLately(RegionState state, Instant at) {
        // Without damping there is no penalty, and the removal is known only for as long as the region is down.
        boolean removed = state.flap().penalty() > 0;
        Instant since = removed ? state.flap().at() : state.since();
        return (removed || state.health() == Health.DOWN)
                && Duration.between(since, at).compareTo(settings.removalEvery()) < 0;
    }

    private boolean wasDown(RegionId region) {
        @Nullable RegionState state = inputs.previousState(region);
        return state != null && state.score().value() == 0;
    }

    /** Why a region may not be taken away; empty where it may. */
    private String objection(RegionId region, Diagnosis diagnosis) {
        Set<RegionId> then = new TreeSet<>(away);
        then.add(region);
        int left = inputs.regions().size() - then.size();
        SafetyRules safety = inputs.steering().safety();
        // Where none is left the guard fails open, which is no removal.
        String violation = left == 0 ? "" : safety.violation(region, then, left);
        if (!violation.isEmpty() || diagnosis.unanimous()) {
            return violation;
        }
        if (removedLately.stream().anyMatch(other -> !other.equals(region))) {
            return "another one was taken away in the last " + settings.removalEvery()
                    + ", and not every witness agrees";
        }
        return partOf(then) > settings.removalPart()
                ? "without it " + new BasisPoints(partOf(then))
                        + " of the capacity would be away, and not every witness" + " agrees"
                : "";
    }

    /** Which part of all weights is away without these, in basis points: theirs, and what the others' dials withhold. */
    private int partOf(Set<RegionId> regions) {
        long all = inputs.regions().keySet().stream().mapToLong(this::weight).sum();
        long part = inputs.regions().keySet().stream()
                .mapToLong(region -> weight(region) * (regions.contains(region) ? BasisPoints.ONE : withheld(region)))
                .sum();
        return all == 0 ? 0 : (int) (part / all);
    }

    private int withheld(RegionId region) {
        @Nullable RegionState state = inputs.previousState(region);
        return state == null ? 0 : BasisPoints.ONE - state.dial().value();
    }

    private long weight(RegionId region) {
        @Nullable RegionIntent intent = inputs.intents().get(region);
        return intent == null ? 0 : intent.effectiveWeight();
    }

    private Diagnosis kept(RegionId region, Diagnosis down, String objection) {
        @Nullable RegionState state = inputs.previousState(region);
        Diagnosis before = state == null ? Diagnosis.initial(down.countedAt()) : Diagnosis.in(state);
        return new Diagnosis(
                before.health(),
                before.score(),
                down.badCycles(),
                down.goodCycles(),
                down.countedAt(),
                down.because() + "; kept, since " + objection,
                before.flap(),
                false);
    }
}
