package dev.meridian.agent.summary;

import dev.meridian.agent.probe.ProbeOutcome;
import dev.meridian.routing.latency.LatencyRecorder;
import dev.meridian.routing.report.ProbeCounts;

/** Counts outcomes until they are drained. Not thread-safe. */
final class Tally {
    private int succeeded;
    private int failed;
    private final LatencyRecorder roundTrips = new LatencyRecorder();

    void add(ProbeOutcome outcome) {
        switch (outcome) {
            case ProbeOutcome.Measured measured -> {
                succeeded = increment(succeeded);
                roundTrips.recordNanos(measured.roundTrip().toNanos());
            }
            case ProbeOutcome.Answered _ -> succeeded = increment(succeeded);
            case ProbeOutcome.Failed _ -> failed = increment(failed);
        }
    }

    /** What was counted since the last call. */
    ProbeCounts drain() {
        ProbeCounts counts = new ProbeCounts(succeeded, failed, roundTrips.drain());
        succeeded = 0;
        failed = 0;
        return counts;
    }

    private static int increment(int count) {
        return Math.min(ProbeCounts.MAX, count + 1);
    }
}
