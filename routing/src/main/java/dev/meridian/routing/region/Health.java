package dev.meridian.routing.region;

/** A region's state as the decision sees it. */
public enum Health {
    /** Serves well. */
    HEALTHY,
    /** Serves, but its score is reduced; it keeps a part of its share. */
    DEGRADED,
    /** Does not serve; it gets nothing unless every undrained region is down. */
    DOWN,
    /** No live evidence; its share is held and never raised. */
    UNKNOWN,
    /** Operators are emptying it. */
    DRAINING,
    /** Operators have emptied it. */
    DRAINED,
    /** Serves again after {@link #DOWN} or a drain; its share ramps up. */
    RECOVERING
}
