package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.policy.LatencySettings;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stage 6: how near each region is to each origin: the round trip, and what the region itself takes to the first content
 * when it is not loaded. Histograms of many senders are merged, percentiles never averaged.
 */
final class LatencyStage {
    /** The unloaded time: the fastest fifth of requests did not wait. */
    private static final double UNLOADED = 0.2;

    private static final double MEDIAN = 0.5;

    /** Fewer times to first content than this tell nothing of a distance. */
    private static final int ENOUGH = 20;

    private static final SortedMap<RegionId, LatencyHistogram.Sum> NOTHING = Collections.emptySortedMap();

    private LatencyStage() {}

    /** The round trips of every origin to each region that somebody measured, in microseconds. */
    static SortedMap<OriginId, SortedMap<RegionId, Long>> measure(
            Inputs inputs,
            Collection<OriginId> origins,
            Trust trust,
            SortedMap<RegionId, Long> serving,
            Duration elapsed,
            PolicySettings settings) {
        SortedMap<OriginId, SortedMap<RegionId, LatencyHistogram.Sum>> probed = probed(inputs, trust, elapsed);
        SortedMap<OriginId, SortedMap<RegionId, LatencyHistogram.Sum>> seen = seen(inputs, trust, elapsed);
        double left = Decay.left(elapsed, settings.latency().latencyHalfLife());
        SortedMap<OriginId, SortedMap<RegionId, Long>> all = new TreeMap<>();
        for (OriginId origin : origins) {
            @Nullable OriginState state = inputs.previousOrigin(origin);
            SortedMap<RegionId, Long> before = state == null ? Collections.emptySortedMap() : state.roundTripMicros();
            SortedMap<RegionId, LatencyHistogram.Sum> byProbes = probed.getOrDefault(origin, NOTHING);
            SortedMap<RegionId, LatencyHistogram.Sum> byTraffic = seen.getOrDefault(origin, NOTHING);
            all.put(origin, CompactMap.mapped(inputs.regions(), (region, spec) -> {
                @Nullable Long was = before.get(region);
                LatencyHistogram.@Nullable Sum probes = byProbes.get(region);
                @Nullable
                Long now = probes == null
                        ? ofTraffic(byTraffic.get(region), serving.get(region))
                        : (Long) probes.histogram().quantileMicros(MEDIAN);
                if (was == null || now == null) {
                    return was == null ? now : was;
                }
                return Decay.towards(was, now, left);
            }));
        }
        return all;
    }

    /** The round trip that edges saw, from what the region itself takes; null where one of them is not known. */
    private static @Nullable Long ofTraffic(LatencyHistogram.@Nullable Sum traffic, @Nullable Long own) {
        if (traffic == null || own == null) {
            return null;
        }
        LatencyHistogram firstContent = traffic.histogram();
        return firstContent.count() < ENOUGH ? null : Math.max(0, firstContent.quantileMicros(UNLOADED) - own);
    }

    /** What each region takes to the first content when it is not loaded, in microseconds; absent where nobody knows. */
    static SortedMap<RegionId, Long> serving(SortedMap<RegionId, TrafficMemory> traffic) {
        SortedMap<RegionId, Long> serving = new TreeMap<>();
        traffic.forEach((region, memory) -> {
            LatencyHistogram firstContent = memory.firstContent();
            if (firstContent.count() >= ENOUGH) {
                serving.put(region, firstContent.quantileMicros(UNLOADED));
            }
        });
        return serving;
    }

    /**
     * The latencies that an allocation weighs, in microseconds and whole milliseconds, in the order of the regions: equal
     * ones for regions that count as equally near; what nobody measured is as far as the farthest, or all are equal.
     */
    static long[] weighed(
            Collection<RegionId> regions,
            SortedMap<RegionId, Long> roundTrips,
            SortedMap<RegionId, Long> serving,
            LatencySettings settings) {
        long middle = middle(serving.values());
        long farthest = 0;
        for (RegionId region : regions) {
            farthest = Math.max(farthest, of(region, roundTrips.getOrDefault(region, 0L), serving, middle));
        }
        long[] latencies = new long[regions.size()];
        int i = 0;
        for (RegionId region : regions) {
            @Nullable Long trip = roundTrips.get(region);
            latencies[i++] = trip == null ? farthest : of(region, trip, serving, middle);
        }
        return equalised(latencies, settings);
    }

    /** What a request takes to its first content; a region of which that is not known takes as long as the middle one. */
    static long unloaded(RegionId region, long roundTrip, SortedMap<RegionId, Long> serving) {
        return of(region, roundTrip, serving, middle(serving.values()));
    }

    private static long of(RegionId region, long roundTrip, SortedMap<RegionId, Long> serving, long middle) {
        return roundTrip + serving.getOrDefault(region, middle);
    }

    private static long middle(Collection<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static long[] equalised(long[] latencies, LatencySettings settings) {
        long best = Arrays.stream(latencies).min().orElse(0);
        long equal = Math.max(settings.latencyEqual().toNanos() / 1_000, best * settings.latencyEqualPart() / 10_000);
        long[] equalised = new long[latencies.length];
        for (int i = 0; i < latencies.length; i++) {
            long one = latencies[i] <= best + equal ? best : latencies[i];
            equalised[i] = (one + 500) / 1_000 * 1_000;
        }
        return equalised;
    }

    /** What the agents of each region probed: their own edges and the other regions' endpoints. */
    private static SortedMap<OriginId, SortedMap<RegionId, LatencyHistogram.Sum>> probed(
            Inputs inputs, Trust trust, Duration elapsed) {
        SortedMap<OriginId, SortedMap<RegionId, LatencyHistogram.Sum>> probed = new TreeMap<>();
        for (Heard<RegionReport> heard : trust.reports()) {
            if (heard.isNew(inputs, elapsed)) {
                RegionReport report = heard.message();
                OriginId origin = OriginId.of(report.region());
                add(probed, origin, report.region(), report.probes().roundTrip());
                for (var peer : report.peers().entrySet()) {
                    add(probed, origin, peer.getKey(), peer.getValue().roundTrip());
                }
            }
        }
        return probed;
    }

    /** What edges saw of their attempts. */
    private static SortedMap<OriginId, SortedMap<RegionId, LatencyHistogram.Sum>> seen(
            Inputs inputs, Trust trust, Duration elapsed) {
        SortedMap<OriginId, SortedMap<RegionId, LatencyHistogram.Sum>> seen = new TreeMap<>();
        // Where agents stand they measure; what edges see also holds the wait of a region that is overrun.
        Set<OriginId> withAgents =
                inputs.regions().keySet().stream().map(OriginId::of).collect(Collectors.toSet());
        for (Heard<EdgeObservation> heard : trust.observations()) {
            boolean measured = withAgents.contains(heard.message().origin());
            if (!measured && heard.isNew(inputs, elapsed)) {
                heard.message()
                        .regions()
                        .forEach((region, traffic) ->
                                add(seen, heard.message().origin(), region, traffic.firstContent()));
            }
        }
        return seen;
    }

    private static void add(
            SortedMap<OriginId, SortedMap<RegionId, LatencyHistogram.Sum>> all,
            OriginId origin,
            RegionId region,
            LatencyHistogram histogram) {
        if (histogram.count() > 0) {
            all.computeIfAbsent(origin, o -> new TreeMap<>())
                    .computeIfAbsent(region, r -> new LatencyHistogram.Sum())
                    .add(histogram);
        }
    }
}
