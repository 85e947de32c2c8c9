package dev.meridian.routing.report;

import dev.meridian.routing.latency.LatencyHistogram;

/**
 * How probes of one target went in an interval.
 *
 * @param succeeded probes answered as they should, 0 to 1 000 000
 * @param failed probes refused, timed out or answered otherwise, 0 to 1 000 000
 * @param roundTrip the round trips of the succeeded ones, on a connection that was open already
 */
public record ProbeCounts(int succeeded, int failed, LatencyHistogram roundTrip) {
    /** The most probes of one target that an interval can hold. */
    public static final int MAX = 1_000_000;

    /** No probe at all. */
    public static final ProbeCounts NONE = new ProbeCounts(0, 0, LatencyHistogram.empty());

    /** @throws IllegalArgumentException if a count is out of its range */
    public ProbeCounts {
        Counts.require("succeeded", succeeded, MAX);
        Counts.require("failed", failed, MAX);
    }

    /** Succeeded and failed together. */
    public int total() {
        return succeeded + failed;
    }
}
