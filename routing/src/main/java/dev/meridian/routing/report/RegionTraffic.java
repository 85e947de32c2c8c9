package dev.meridian.routing.report;

import dev.meridian.routing.latency.LatencyHistogram;

/**
 * What live traffic to one region was like, as one edge saw it in one interval. Each count is 0 to 1 000 000 000.
 *
 * @param requests client requests first sent to the region
 * @param attempts attempts at the region, those after a failure elsewhere included
 * @param regionFaults attempts that failed by the region's fault
 * @param modelFaults attempts that failed by a model's fault
 * @param rateLimited attempts answered 429, which speak of capacity and not of health
 * @param firstContent times from the start of an attempt to its first content
 */
public record RegionTraffic(
        long requests,
        long attempts,
        long regionFaults,
        long modelFaults,
        long rateLimited,
        LatencyHistogram firstContent) {
    /** The largest count of an interval. */
    public static final long MAX = 1_000_000_000L;

    /** No traffic at all. */
    public static final RegionTraffic NONE = new RegionTraffic(0, 0, 0, 0, 0, LatencyHistogram.empty());

    /** @throws IllegalArgumentException if a count is out of its range, or the faults are more than the attempts */
    public RegionTraffic {
        Counts.require("requests", requests, MAX);
        Counts.require("attempts", attempts, MAX);
        Counts.require("regionFaults", regionFaults, MAX);
        Counts.require("modelFaults", modelFaults, MAX);
        Counts.require("rateLimited", rateLimited, MAX);
        if (regionFaults + modelFaults + rateLimited > attempts) {
            throw new IllegalArgumentException("regionFaults " + regionFaults + " + modelFaults " + modelFaults
                    + " + rateLimited " + rateLimited + " are more than attempts " + attempts);
        }
    }
}
