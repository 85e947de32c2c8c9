package dev.meridian.demo.traffic;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.latency.LatencyRecorder;
import dev.meridian.routing.region.RegionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Samples added up. Immutable.
 *
 * @param served how many requests each region served
 * @param lost requests that went down with the edge that was handling them
 * @param failed requests that failed otherwise
 * @param reasons of the failed ones, the first few
 * @param firstContent times to the first content of the served ones
 */
public record Tally(
        Map<RegionId, Integer> served, int lost, int failed, List<String> reasons, LatencyHistogram firstContent) {
    private static final int MAX_REASONS = 3;

    /** Copies its collections. */
    public Tally {
        served = Map.copyOf(served);
        reasons = List.copyOf(reasons);
    }

    /** Adds the samples up. */
    public static Tally of(Collection<Sample> samples) {
        Map<RegionId, Integer> served = new TreeMap<>();
        LatencyRecorder latency = new LatencyRecorder();
        for (Sample sample : samples) {
            if (sample.outcome() instanceof Outcome.Served answer) {
                served.merge(answer.by(), 1, Integer::sum);
                latency.recordNanos(answer.firstContentNanos());
            }
        }
        List<String> reasons = samples.stream()
                .map(Sample::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .map(outcome -> ((Outcome.Failed) outcome).why())
                .toList();
        int lost = (int) samples.stream()
                .filter(sample -> sample.outcome() instanceof Outcome.Lost)
                .count();
        return new Tally(
                served,
                lost,
                reasons.size(),
                reasons.stream().distinct().limit(MAX_REASONS).toList(),
                latency.drain());
    }

    /** The samples of one origin added up. */
    public static Tally ofOrigin(RegionId origin, Collection<Sample> samples) {
        return of(samples.stream()
                .filter(sample -> sample.origin().equals(origin))
                .toList());
    }

    /** How many requests the region served. */
    public int servedBy(RegionId region) {
        return served.getOrDefault(region, 0);
    }

    /** How many requests were served. */
    public int servedInAll() {
        return served.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many requests there were. */
    public int requests() {
        return servedInAll() + lost + failed;
    }

    /** The part of the served requests that the region served, 0 to 1. */
    public double partOf(RegionId region) {
        return servedInAll() == 0 ? 0 : servedBy(region) / (double) servedInAll();
    }

    /** The quantile of the time to the first content, in milliseconds. */
    public long millis(double quantile) {
        return firstContent.quantileMicros(quantile) / 1_000;
    }
}
