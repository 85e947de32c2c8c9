package dev.meridian.routing.report;

/** How much of what an agent says of its cluster is true now. */
public enum ClusterView {
    /** The agent stands in no cluster, or is told not to look. */
    OUTSIDE,
    /** The API server has not been reached since the agent started; nothing is known. */
    UNSEEN,
    /** The API server is away; what was true before is said, with its age. */
    STALE,
    /** The API server confirms it. */
    CURRENT
}
