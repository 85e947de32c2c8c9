package dev.meridian.scenarios.world;

/** What the model world does as the product does, unless a scenario switches it off. */
public enum Mechanism {
    /** Edges try a request that met a region fault once more, in another region. */
    RETRIES,
    /** Edges leave a region alone for 30 s after five faults in a row. */
    BREAKERS,
    /** Edges go on with the last good table when they are offered one that the records refuse. */
    TABLE_VALIDATION,
    /** Edges refuse tables that are not newer than theirs. */
    TABLE_ORDER,
    /** Edges keep their table over a restart, and for as long as no controller speaks. */
    TABLE_KEPT,
    /** A new leader's epoch is above all that the edges have seen. */
    EPOCH_ABOVE_ALL,
    /** The store refuses a decision that does not follow the one it holds, or is of an older epoch. */
    COMPARE_AND_SET,
    /** Decisions go by a clock that never steps. */
    STEADY_CLOCK,
    /** A region that operators have drained serves what is sent to it all the same. */
    DRAINED_STILL_SERVES,
    /** An agent that is silent has said nothing. */
    SILENCE_IS_NO_WITNESS,
    /** Every sender is heard, not only the first few. */
    ROOM_FOR_ALL_SENDERS
}
