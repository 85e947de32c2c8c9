package dev.meridian.scenarios.world;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.report.RegionTraffic;

/** What an edge counts of one region between two observations. */
final class TrafficCount {
    private long requests;
    private long attempts;
    private long faults;
    private long limited;
    private long[] firstContent = new long[LatencyHistogram.BUCKETS];

    void request() {
        requests++;
    }

    void attempt(Outcome outcome, double millis) {
        attempts++;
        switch (outcome) {
            case SERVED -> firstContent[LatencyHistogram.bucketOf((long) (millis * 1_000))]++;
            case FAULT -> faults++;
            case LIMITED -> limited++;
        }
    }

    boolean isEmpty() {
        return requests + attempts == 0;
    }

    /** What was counted since the last call. */
    RegionTraffic drain() {
        RegionTraffic traffic =
                new RegionTraffic(requests, attempts, faults, 0, limited, LatencyHistogram.of(firstContent));
        requests = 0;
        attempts = 0;
        faults = 0;
        limited = 0;
        firstContent = new long[LatencyHistogram.BUCKETS];
        return traffic;
    }
}
