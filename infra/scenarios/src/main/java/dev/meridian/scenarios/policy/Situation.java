package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Received;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** All that a controller has been told when it decides; the same for every policy. */
public record Situation(
        long epoch,
        SortedMap<RegionId, RegionSpec> regions,
        SortedMap<RegionId, RegionIntent> intents,
        Steering steering,
        List<Drain> drains,
        List<Received<RegionReport>> reports,
        List<Received<EdgeObservation>> observations,
        @Nullable Decision previous) {
    /** The same, before operators drained anything. */
    public Situation withoutDrains() {
        return new Situation(epoch, regions, intents, steering, List.of(), reports, observations, previous);
    }

    /** Whether operators want a region to serve. */
    boolean isWanted(RegionId region, Instant now) {
        RegionIntent intent = intents.get(region);
        return intent != null
                && intent.effectiveWeight() > 0
                && drains.stream().noneMatch(drain -> drain.region().equals(region) && drain.isActiveAt(now));
    }
}
