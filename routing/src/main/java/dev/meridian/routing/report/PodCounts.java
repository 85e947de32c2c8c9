package dev.meridian.routing.report;

/**
 * The edge pods of a region.
 *
 * @param total those that are to serve: all but the terminating and the ended ones; 0 to 10 000
 * @param ready those of them that Kubernetes holds for ready
 * @param starting those of them that have a node and were never ready, for no longer than a start may take; with
 *     {@code ready} at most {@code total}
 * @param terminating those that finish their requests, 0 to 10 000
 * @param restarts of their containers, 0 to 1 000 000 000
 */
public record PodCounts(int total, int ready, int starting, int terminating, int restarts) {
    /** The most restarts that are counted. */
    public static final int MAX_RESTARTS = 1_000_000_000;

    /** No pod at all. */
    public static final PodCounts NONE = new PodCounts(0, 0, 0, 0, 0);

    /** @throws IllegalArgumentException if a count is out of its range */
    public PodCounts {
        Counts.require("total", total, RegionReport.MAX_EDGES);
        Counts.require("ready", ready, total);
        Counts.require("starting", starting, total - ready);
        Counts.require("terminating", terminating, RegionReport.MAX_EDGES);
        Counts.require("restarts", restarts, MAX_RESTARTS);
    }
}
