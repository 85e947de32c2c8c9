package dev.meridian.simulator.log;

/** What came of a request. */
public enum Outcome {
    /** Its answer is on its way, or held back by a fault. */
    OPEN,
    /**
     * Its whole answer, as a fault may have shaped it, was written. Whoever has received the whole answer finds this
     * outcome; the last 64 KiB may still be on their way to a client that reads slowly.
     */
    ANSWERED,
    /** The simulator closed the connection within the answer, because of a fault. */
    CUT,
    /** The simulator reset the connection, because of a fault. */
    RESET,
    /** The client closed the connection before the answer was complete. */
    CLIENT_CLOSED,
    /** The simulator dropped the connection: its region went away, or it was shut down. */
    DROPPED
}
