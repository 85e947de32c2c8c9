package dev.meridian.scenarios.policy;

import dev.meridian.routing.decision.Received;
import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.report.RegionTraffic;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the rivals know of distance and demand: medians of probes, and the last counts of the edges. */
final class Distances {
    private Distances() {}

    /** The median round trip of an origin's probes to each region, in milliseconds; what nobody probed is absent. */
    static SortedMap<RegionId, Double> roundTrips(Situation heard, OriginId origin) {
        SortedMap<RegionId, LatencyHistogram> merged = new TreeMap<>();
        for (Received<RegionReport> received : heard.reports()) {
            RegionReport report = received.message();
            if (OriginId.of(report.region()).equals(origin)) {
                add(merged, report.region(), report.probes());
                report.peers().forEach((peer, probes) -> add(merged, peer, probes));
            }
        }
        SortedMap<RegionId, Double> trips = new TreeMap<>();
        merged.forEach((region, histogram) -> trips.put(region, histogram.quantileMicros(0.5) / 1_000.0));
        return trips;
    }

    /** The median time to the first content that an origin's edges saw of each region, in milliseconds. */
    static SortedMap<RegionId, Double> firstContents(Situation heard, OriginId origin) {
        SortedMap<RegionId, LatencyHistogram> merged = new TreeMap<>();
        for (Received<EdgeObservation> received : heard.observations()) {
            if (received.message().origin().equals(origin)) {
                received.message().regions().forEach((region, traffic) -> {
                    if (traffic.firstContent().count() > 0) {
                        merged.merge(region, traffic.firstContent(), LatencyHistogram::plus);
                    }
                });
            }
        }
        SortedMap<RegionId, Double> medians = new TreeMap<>();
        merged.forEach((region, histogram) -> medians.put(region, histogram.quantileMicros(0.5) / 1_000.0));
        return medians;
    }

    /** What an origin's edges were last asked for, in requests a second. */
    static double demand(Situation heard, OriginId origin) {
        return heard.observations().stream()
                .map(Received::message)
                .filter(one -> one.origin().equals(origin))
                .mapToDouble(one -> 1_000.0
                        * one.regions().values().stream()
                                .mapToLong(RegionTraffic::requests)
                                .sum()
                        / one.interval().toMillis())
                .sum();
    }

    private static void add(SortedMap<RegionId, LatencyHistogram> merged, RegionId region, ProbeCounts probes) {
        if (probes.roundTrip().count() > 0) {
            merged.merge(region, probes.roundTrip(), LatencyHistogram::plus);
        }
    }
}
