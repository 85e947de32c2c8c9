package dev.meridian.routing.decision;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is remembered of each region's live traffic, with what was heard since the decision before. */
final class TrafficStage {
    /** How finely faults are remembered: three cycles. */
    static final Duration SLOT = Duration.ofSeconds(15);

    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** However much a region refuses, it is tried with this part of its capacity, or it could never say otherwise. */
    private static final int LEAST_ADMITTED = 500;

    /**
     * A region that refuses no more gets so much more of its capacity in each cycle. In proportion to what it has: who wrote
     * down ten times too much has not ten times the overload whenever more is tried.
     */
    private static final double READMITTED = 1.02;

    /** Queues and burst allowances make a few seconds' rate more than can be served; they hold some seconds' worth. */
    private static final Duration SUSTAINED = Duration.ofSeconds(30);

    private static final LatencyHistogram.Sum NOTHING = new LatencyHistogram.Sum();

    private TrafficStage() {}

    static SortedMap<RegionId, TrafficMemory> remember(
            Inputs inputs, Trust trust, Duration elapsed, PolicySettings settings, Instant at) {
        List<Heard<EdgeObservation>> news = trust.observations().stream()
                .filter(one -> one.isNew(inputs, elapsed))
                .toList();
        SortedMap<RegionId, LiveTraffic> heard = LiveTraffic.of(news);
        // The rates of all edges, but not of those that were replaced by others and are still remembered.
        List<Heard<EdgeObservation>> latest = trust.observations().stream()
                .filter(one -> one.trust() == BasisPoints.ONE)
                .toList();
        SortedMap<RegionId, LiveTraffic> fresh = LiveTraffic.of(latest);
        SortedMap<RegionId, LatencyHistogram.Sum> local = local(news);
        SortedMap<RegionId, TrafficMemory> memories = new TreeMap<>();
        for (RegionId region : inputs.regions().keySet()) {
            @Nullable RegionState state = inputs.previousState(region);
            TrafficMemory before = state == null ? TrafficMemory.none(at) : state.traffic();
            memories.put(
                    region,
                    next(
                            before,
                            heard.getOrDefault(region, LiveTraffic.NONE),
                            fresh.getOrDefault(region, LiveTraffic.NONE).goodMilliRps(),
                            local.getOrDefault(region, NOTHING).histogram(),
                            CapacityStage.believed(inputs, region, before.provenMilliRps()),
                            elapsed,
                            latest.isEmpty() ? Duration.ZERO : elapsed,
                            settings,
                            at));
        }
        return memories;
    }

    /** The times to first content of edges in the region itself, which no distance is part of. */
    private static SortedMap<RegionId, LatencyHistogram.Sum> local(List<Heard<EdgeObservation>> observations) {
        SortedMap<RegionId, LatencyHistogram.Sum> local = new TreeMap<>();
        for (Heard<EdgeObservation> heard : observations) {
            heard.message().regions().forEach((region, traffic) -> {
                if (heard.message().origin().equals(OriginId.of(region))) {
                    local.computeIfAbsent(region, r -> new LatencyHistogram.Sum())
                            .add(traffic.firstContent());
                }
            });
        }
        return local;
    }

    /**
     * The memory after the one before.
     *
     * @param elapsed since then
     * @param heardFor the part of it in which any edge was there to tell of a refusal
     */
    static TrafficMemory next(
            TrafficMemory before,
            LiveTraffic heard,
            long goodMilliRps,
            LatencyHistogram local,
            long believedMilliRps,
            Duration elapsed,
            Duration heardFor,
            PolicySettings settings,
            Instant at) {
        Duration window = settings.latency().firstContentWindow().dividedBy(2);
        boolean turned = Duration.between(before.newerSince(), at).compareTo(window) >= 0;
        LatencyHistogram newer = turned ? LatencyHistogram.empty() : before.newer();
        long served = Decay.towards(before.servedMilliRps(), goodMilliRps, elapsed, SUSTAINED);
        return new TrafficMemory(
                slots(before.slots(), heard, at),
                admitted(before, heard, goodMilliRps, believedMilliRps, heardFor, settings),
                heard.attempts() == 0 ? before.limited() : Distress.refuses(heard, settings),
                served,
                proven(before.provenMilliRps(), served, heard, elapsed, settings),
                newer.plus(local),
                turned ? before.newer() : before.older(),
                turned ? at : before.newerSince());
    }

    private static List<TrafficSlot> slots(List<TrafficSlot> before, LiveTraffic heard, Instant at) {
        List<TrafficSlot> slots = new ArrayList<>();
        for (TrafficSlot slot : before) {
            if (Duration.between(slot.start(), at).compareTo(REMEMBERED) < 0) {
                slots.add(slot);
            }
        }
        if (heard.attempts() > 0) {
            boolean open = !slots.isEmpty()
                    && Duration.between(slots.getFirst().start(), at).compareTo(SLOT) < 0;
            TrafficSlot slot = open ? slots.removeFirst() : new TrafficSlot(at, 0, 0);
            slots.addFirst(slot.plus(heard.attempts(), heard.faults()));
        }
        return slots;
    }

    /**
     * Falls by the part that was refused, and rises slowly. It falls once a region refuses for the second time in a row: a burst is
     * over before its load could be anywhere else. It does not fall under what the region goes on serving: attempts
     * beyond that, such as those of another region's failover, are refused for their number. Where no edge is heard it stays.
     */
    private static BasisPoints admitted(
            TrafficMemory memory,
            LiveTraffic heard,
            long goodMilliRps,
            long believedMilliRps,
            Duration heardFor,
            PolicySettings settings) {
        BasisPoints before = memory.admitted();
        if (Distress.refuses(heard, settings)) {
            if (!memory.limited()) {
                return before;
            }
            int less = (int) ((long) before.value() * (BasisPoints.ONE - heard.limitedPart()) / BasisPoints.ONE);
            double goesOn = believedMilliRps == 0 ? 0 : (double) goodMilliRps / believedMilliRps;
            int serves = (int) Math.min(before.value(), goesOn * BasisPoints.ONE);
            return new BasisPoints(Math.max(LEAST_ADMITTED, Math.max(less, serves)));
        }
        double cycles = (double) heardFor.toMillis() / settings.cycle().toMillis();
        double more = before.value() * StrictMath.pow(READMITTED, cycles);
        return new BasisPoints((int) Math.min(BasisPoints.ONE, StrictMath.ceil(more)));
    }

    /** The most that was served without distress, forgotten as the first contents are. */
    private static long proven(long before, long served, LiveTraffic heard, Duration elapsed, PolicySettings settings) {
        long left = (long) (before * Decay.left(elapsed, settings.latency().firstContentWindow()));
        return Distress.of(heard, settings) ? left : Math.max(left, served);
    }
}
