package dev.meridian.controller.report;

/** What became of a message that arrived. */
public enum Arrival {
    /** It is its sender's latest now. */
    ACCEPTED,
    /** It is older than its sender's latest, or the same; it had no effect. */
    STALE,
    /** There are too many senders for another one. */
    FULL
}
