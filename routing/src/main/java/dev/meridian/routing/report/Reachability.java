package dev.meridian.routing.report;

/** Whether the upstream API can be reached from a region. */
public enum Reachability {
    /** It answered, with whatever status below 500. */
    REACHABLE,
    /** It could not be connected to, was silent, or answered 5xx. */
    UNREACHABLE,
    /** Nobody could say: no edge answered, or its answer was too old. */
    UNKNOWN
}
