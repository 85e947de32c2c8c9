package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.policy.PaceSettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Stage 9: how much of the way from the shares that are to the best ones is gone now (Taiji's pacing). What operators, health
 * and ramps have changed is not paced here: it has a pace of its own, and a lost region's load must go at once.
 */
final class PaceStage {
    private final Decision previous;
    private final Inputs inputs;
    private final SortedMap<RegionId, Capacity> capacities;
    private final PaceSettings settings;

    private PaceStage(
            Decision previous, Inputs inputs, SortedMap<RegionId, Capacity> capacities, PaceSettings settings) {
        this.previous = previous;
        this.inputs = inputs;
        this.capacities = capacities;
        this.settings = settings;
    }

    /**
     * The shares of each origin.
     *
     * @param moved whether operators, health or ramps have changed what regions can be given
     * @param frozen whether nothing else may move them
     */
    static SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> pace(
            Inputs inputs,
            Plan plan,
            SortedMap<OriginId, Long> demand,
            SortedMap<RegionId, Capacity> capacities,
            boolean moved,
            boolean frozen,
            Duration elapsed,
            PaceSettings settings) {
        SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> wanted =
                CompactMap.mapped(plan.drafts(), (origin, draft) -> draft.wanted());
        @Nullable Decision previous = inputs.previous();
        if (previous == null || moved) {
            return wanted;
        }
        PaceStage stage = new PaceStage(previous, inputs, capacities, settings);
        double gain = frozen ? 0 : stage.gain(wanted, demand, elapsed);
        return CompactMap.mapped(wanted, (origin, target) -> stage.moved(origin, target, gain, frozen));
    }

    /** The part of the way such that no region gains more of its capacity than it may in this time. */
    private double gain(
            SortedMap<OriginId, SortedMap<RegionId, BasisPoints>> wanted,
            SortedMap<OriginId, Long> demand,
            Duration elapsed) {
        double most = (double) settings.paceRise()
                / BasisPoints.ONE
                * Math.min(
                        1_000,
                        (double) elapsed.toMillis() / settings.paceEvery().toMillis());
        double gain = (double) settings.paceGain() / BasisPoints.ONE;
        List<RegionId> regions = List.copyOf(capacities.keySet());
        double[] more = new double[regions.size()];
        wanted.forEach((origin, target) -> {
            @Nullable OriginShares before = before(origin);
            if (before != null) {
                double part = (double) demand.getOrDefault(origin, 0L) / BasisPoints.ONE;
                for (int r = 0; r < more.length; r++) {
                    more[r] += change(before, target, regions.get(r)) * part;
                }
            }
        });
        int r = 0;
        for (Capacity capacity : capacities.values()) {
            if (more[r] > 0) {
                gain = Math.min(gain, most * capacity.sizeMilliRps() / more[r]);
            }
            r++;
        }
        return gain;
    }

    private SortedMap<RegionId, BasisPoints> moved(
            OriginId origin, SortedMap<RegionId, BasisPoints> target, double gain, boolean frozen) {
        boolean nothing = target.values().stream().allMatch(share -> share.value() == 0);
        @Nullable OriginShares before = before(origin);
        if (nothing || before == null || !isLegal(origin, before)) {
            return target;
        }
        int all = 0;
        int largest = 0;
        for (RegionId region : target.keySet()) {
            int change = Math.abs(change(before, target, region));
            all += change;
            largest = Math.max(largest, change);
        }
        // Each basis point that one region loses another one gains.
        if (frozen || all / 2 < settings.paceSkip()) {
            // Of the same regions as those that are wanted: the same shares make the same table.
            return CompactMap.mapped(target, (region, share) -> before.of(region));
        }
        if (largest <= settings.paceSnap()) {
            return target;
        }
        SortedMap<RegionId, Long> between = CompactMap.mapped(target, (region, share) -> {
            int was = before.of(region).value();
            return Math.round((was + (share.value() - was) * gain) * BasisPoints.ONE);
        });
        return Apportionment.of(between, BasisPoints.ONE);
    }

    private static int change(OriginShares before, SortedMap<RegionId, BasisPoints> target, RegionId region) {
        return target.getOrDefault(region, BasisPoints.ZERO).value()
                - before.of(region).value();
    }

    /** The shares that are; null for a new origin, which begins with the best. */
    private @Nullable OriginShares before(OriginId origin) {
        return previous.table().origins().get(origin);
    }

    /** Whether the shares that are may be at all; a region without any capacity is left at once. */
    private boolean isLegal(OriginId origin, OriginShares before) {
        return before.shares().entrySet().stream()
                .filter(one -> one.getValue().value() > 0)
                .allMatch(one -> hasCapacity(one.getKey()) && inputs.isLegal(origin, one.getKey()));
    }

    private boolean hasCapacity(RegionId region) {
        @Nullable Capacity capacity = capacities.get(region);
        return capacity != null && capacity.byDial() > 0;
    }
}
