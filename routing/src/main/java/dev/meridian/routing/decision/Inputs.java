package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.BasisPoints;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision depends on, besides the time.
 *
 * @param epoch the leadership under which the decision is made; 1 or more
 * @param regions the installation's regions, 1 to 64
 * @param intents the intent of every region, no more and no less
 * @param residency the labels that an origin demands of every region that it is sent to; origins that demand none are absent
 * @param steering what operators hold or forbid
 * @param drains all drains, expired ones included; those of unknown regions are ignored
 * @param reports the latest report of each agent
 * @param observations the latest observation of each edge
 * @param previous the decision before this one; null for the first of an installation
 */
public record Inputs(
        long epoch,
        SortedMap<RegionId, RegionSpec> regions,
        SortedMap<RegionId, RegionIntent> intents,
        SortedMap<OriginId, SortedSet<Label>> residency,
        Steering steering,
        List<Drain> drains,
        List<Received<RegionReport>> reports,
        List<Received<EdgeObservation>> observations,
        @Nullable Decision previous) {
    /** @throws IllegalArgumentException if there is no region, or the intents are not those of the regions */
    public Inputs {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch " + epoch + " must be at least 1");
        }
        if (regions.isEmpty() || regions.size() > RegionId.MAX_REGIONS) {
            throw new IllegalArgumentException(regions.size() + " regions, there must be 1 to " + RegionId.MAX_REGIONS);
        }
        if (!intents.keySet().equals(regions.keySet())) {
            throw new IllegalArgumentException(
                    "intents are of " + intents.keySet() + ", they must be of " + regions.keySet());
        }
        regions = CompactMap.copyOf(regions);
        intents = CompactMap.copyOf(intents);
        residency = CompactMap.copyOf(residency);
        drains = List.copyOf(drains);
        reports = List.copyOf(reports);
        observations = List.copyOf(observations);
    }

    /** Inputs without residency and steering. */
    public Inputs(
            long epoch,
            SortedMap<RegionId, RegionSpec> regions,
            SortedMap<RegionId, RegionIntent> intents,
            List<Drain> drains,
            List<Received<RegionReport>> reports,
            List<Received<EdgeObservation>> observations,
            @Nullable Decision previous) {
        this(epoch, regions, intents, new TreeMap<>(), Steering.NONE, drains, reports, observations, previous);
    }

    /** The same, but that operators want something else of the regions. */
    public Inputs wanting(SortedMap<RegionId, RegionIntent> otherIntents, List<Drain> otherDrains) {
        return new Inputs(
                epoch, regions, otherIntents, residency, steering, otherDrains, reports, observations, previous);
    }

    /** The same, but that operators hold or forbid something else. */
    public Inputs steeredBy(Steering other) {
        return new Inputs(epoch, regions, intents, residency, other, drains, reports, observations, previous);
    }

    /** What the previous decision remembered of an origin; null for one that is new to it. */
    @Nullable
    OriginState previousOrigin(OriginId origin) {
        return previous == null ? null : previous.origins().get(origin);
    }

    /** Whether an origin may be sent to a region: the region carries all labels that it demands. */
    boolean isLegal(OriginId origin, RegionId region) {
        @Nullable SortedSet<Label> demanded = residency.get(origin);
        if (demanded == null || demanded.isEmpty()) {
            return true;
        }
        @Nullable RegionSpec spec = regions.get(region);
        return spec != null && spec.labels().containsAll(demanded);
    }

    /** Whether shares may be published: there are some, and no region that has one is gone, or not for this origin. */
    boolean areLegal(OriginId origin, SortedMap<RegionId, BasisPoints> shares) {
        return !shares.isEmpty()
                && shares.entrySet().stream()
                        .allMatch(one -> one.getValue().value() == 0
                                || (regions.containsKey(one.getKey()) && isLegal(origin, one.getKey())));
    }

    /** The same shares of the regions that there are; a drained one that is gone had none to give. */
    SortedMap<RegionId, BasisPoints> ofThisDay(SortedMap<RegionId, BasisPoints> shares) {
        SortedMap<RegionId, BasisPoints> known = new TreeMap<>(shares);
        known.keySet().retainAll(regions.keySet());
        return known;
    }

    /** The state that the previous decision left a region in; null for a region that is new to it. */
    @Nullable
    RegionState previousState(RegionId region) {
        return previous == null ? null : previous.states().get(region);
    }
}
