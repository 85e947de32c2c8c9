package dev.meridian.routing.decision;

import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Damping ends where it would be the outage: a region that is well and kept down only for coming and going serves again at once
 * where all others that operators let serve are down. Origins that demand labels have their own others.
 */
final class LastResort {
    private final Inputs inputs;
    private final SortedMap<RegionId, Diagnosis> diagnoses;
    private final PolicySettings settings;
    private final Instant at;

    private LastResort(Inputs inputs, SortedMap<RegionId, Diagnosis> diagnoses, PolicySettings settings, Instant at) {
        this.inputs = inputs;
        this.diagnoses = diagnoses;
        this.settings = settings;
        this.at = at;
    }

    /** The diagnoses, with the regions that are needed let back in. */
    static SortedMap<RegionId, Diagnosis> released(
            Inputs inputs, SortedMap<RegionId, Diagnosis> diagnoses, PolicySettings settings, Instant at) {
        LastResort resort = new LastResort(inputs, diagnoses, settings, at);
        Set<SortedSet<Label>> demanded = new HashSet<>(inputs.residency().values());
        demanded.add(new TreeSet<>());
        Set<RegionId> needed = new HashSet<>();
        demanded.forEach(labels -> needed.addAll(resort.needed(labels)));
        SortedMap<RegionId, Diagnosis> released = new TreeMap<>(diagnoses);
        released.replaceAll((region, diagnosis) -> needed.contains(region) ? up(diagnosis) : diagnosis);
        return released;
    }

    /** The regions that only damping keeps from those who demand the labels, where nobody else would serve them. */
    private List<RegionId> needed(SortedSet<Label> labels) {
        List<Map.Entry<RegionId, Diagnosis>> wanted = diagnoses.entrySet().stream()
                .filter(one -> isWanted(one.getKey(), labels))
                .toList();
        if (wanted.stream().anyMatch(one -> one.getValue().health() != Health.DOWN)) {
            return List.of();
        }
        return wanted.stream()
                .filter(one -> isOnlyDamped(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isWanted(RegionId region, SortedSet<Label> labels) {
        @Nullable RegionIntent intent = inputs.intents().get(region);
        @Nullable RegionSpec spec = inputs.regions().get(region);
        return intent != null
                && spec != null
                && intent.effectiveWeight() > 0
                && spec.labels().containsAll(labels)
                && RampStage.strictest(inputs, region, at) == null;
    }

    private boolean isOnlyDamped(Diagnosis diagnosis) {
        return diagnosis.flap().suppressed()
                && diagnosis.goodCycles() >= settings.health().upAfter()
                && Duration.between(diagnosis.countedAt(), at)
                                .compareTo(settings.trust().trustGone())
                        < 0;
    }

    private static Diagnosis up(Diagnosis damped) {
        return new Diagnosis(
                Health.HEALTHY,
                BasisPoints.ONE,
                damped.badCycles(),
                damped.goodCycles(),
                damped.countedAt(),
                damped.because() + "; let back in, since no other region serves",
                damped.flap().released(),
                damped.unanimous());
    }
}
