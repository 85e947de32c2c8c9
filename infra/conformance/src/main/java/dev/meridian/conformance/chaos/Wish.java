package dev.meridian.conformance.chaos;

import dev.meridian.conformance.wire.Ask;
import java.time.Duration;

/**
 * A request that is to be made.
 *
 * @param number counts the requests of a run from 0
 * @param ask what is asked for
 * @param manner how the client behaves
 * @param deadline that the client sets for the whole answer
 * @param patience when a client that leaves has had enough
 */
record Wish(int number, Ask ask, Manner manner, Duration deadline, Duration patience) {
    /** How a client behaves. */
    enum Manner {
        /** Waits for the whole answer. */
        STAYS,
        /** Leaves after a while, answered or not. */
        LEAVES,
        /** Reads a long answer with pauses. */
        READS_SLOWLY,
        /** Sends a long prompt, in parts. */
        UPLOADS,
        /** Sends a long body, in parts, to a path that is passed through. */
        PASSES_THROUGH
    }

    private static final String ID_PREFIX = "chaos-";

    /** What the request is called in headers. */
    String id() {
        return ID_PREFIX + number;
    }

    /** The number of the request of that name; -1 where it is none of ours. */
    static int number(String id) {
        if (!id.startsWith(ID_PREFIX)) {
            return -1;
        }
        try {
            return Integer.parseInt(id.substring(ID_PREFIX.length()));
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
