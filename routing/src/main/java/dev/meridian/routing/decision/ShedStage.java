package dev.meridian.routing.decision;

import dev.meridian.routing.policy.AllocateSettings;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Stage 11: how much of each origin's requests is refused. What no region has capacity for, but only where a region is
 * lost or traffic suffers: the capacities that operators write down may be wrong, and to refuse what could be
 * served is an outage made by hand.
 */
final class ShedStage {
    /** Where nothing suffers, shedding falls by this in every decision. */
    private static final int FALL = 200;

    private ShedStage() {}

    /** By origin; absent where nothing is refused. */
    static SortedMap<OriginId, BasisPoints> shed(
            Inputs inputs,
            Plan plan,
            SortedMap<OriginId, Long> demand,
            SortedMap<RegionId, Capacity> capacities,
            AllocateSettings settings,
            Feedback feedback,
            boolean frozen) {
        boolean lost = capacities.values().stream().anyMatch(one -> one.base() > 0 && one.byDial() == 0);
        boolean needed = lost || feedback.anySuffers();
        Map<SortedSet<Label>, Double> parts = new HashMap<>();
        SortedMap<OriginId, BasisPoints> shed = new TreeMap<>();
        for (Map.Entry<OriginId, Draft> one : plan.drafts().entrySet()) {
            int before = inputs.previous() == null
                    ? 0
                    : inputs.previous().table().sharesOf(one.getKey()).shed().value();
            // Where residency leaves fewer regions, more may be missing there than in all.
            double part = parts.computeIfAbsent(
                    demanded(inputs, one.getKey()),
                    labels -> part(
                            plan, bound(inputs, labels, demand), legal(inputs, one.getKey(), capacities), settings));
            int wanted = (int) Math.round(
                    plan.shed().getOrDefault(one.getKey(), BasisPoints.ZERO).value() * part);
            int now = needed ? wanted : Math.min(wanted, Math.max(0, before - FALL));
            now = frozen ? before : now;
            // Where no region has any capacity the guard fails open, and means it.
            boolean failsOpen = one.getValue().wanted().values().stream().allMatch(share -> share.value() == 0);
            if (now > 0 && !failsOpen) {
                shed.put(one.getKey(), new BasisPoints(now));
            }
        }
        return shed;
    }

    private static SortedSet<Label> demanded(Inputs inputs, OriginId origin) {
        return inputs.residency().getOrDefault(origin, Collections.emptySortedSet());
    }

    /** The origins that may use no regions but those with the labels. */
    private static SortedMap<OriginId, Long> bound(
            Inputs inputs, SortedSet<Label> labels, SortedMap<OriginId, Long> demand) {
        SortedMap<OriginId, Long> bound = new TreeMap<>(demand);
        bound.keySet().removeIf(origin -> !demanded(inputs, origin).containsAll(labels));
        return bound;
    }

    /** The regions that an origin may use. */
    private static SortedMap<RegionId, Capacity> legal(
            Inputs inputs, OriginId origin, SortedMap<RegionId, Capacity> capacities) {
        SortedMap<RegionId, Capacity> legal = new TreeMap<>(capacities);
        legal.keySet().removeIf(region -> !inputs.isLegal(origin, region));
        return legal;
    }

    /** What was refused before goes on being refused, by origin: people hold the table. */
    static SortedMap<OriginId, BasisPoints> held(Decision previous, Plan plan) {
        SortedMap<OriginId, BasisPoints> shed = new TreeMap<>();
        for (OriginId origin : plan.drafts().keySet()) {
            BasisPoints before = previous.table().sharesOf(origin).shed();
            if (before.value() > 0) {
                shed.put(origin, before);
            }
        }
        return shed;
    }

    /**
     * The part of these origins' planned shedding that is due, 0 to 1: as much as is missing in these regions. A region that is
     * doubted or on its ramp counts in full here, since load that has nowhere else to go is better tried there than refused.
     */
    private static double part(
            Plan plan,
            SortedMap<OriginId, Long> demand,
            SortedMap<RegionId, Capacity> capacities,
            AllocateSettings settings) {
        double asked = demand.values().stream().mapToLong(Long::longValue).sum();
        double served = capacities.values().stream()
                        .mapToDouble(Capacity::undoubtedMilliRps)
                        .sum()
                * settings.loadLimit()
                / BasisPoints.ONE;
        double planned = plan.shed().entrySet().stream()
                .mapToDouble(one ->
                        demand.getOrDefault(one.getKey(), 0L) * one.getValue().fraction())
                .sum();
        return planned == 0 ? 0 : Math.clamp((asked - served) / planned, 0, 1);
    }
}
