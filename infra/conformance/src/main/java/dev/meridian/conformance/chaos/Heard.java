package dev.meridian.conformance.chaos;

import dev.meridian.conformance.wire.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client heard.
 *
 * @param end how it ended
 * @param answer as far as it came; null without a head
 * @param startedNanos when the request was begun
 * @param sentNanos when it was whole
 * @param endedNanos when the last byte was read
 */
record Heard(End end, @Nullable Answer answer, long startedNanos, long sentNanos, long endedNanos) {
    /** How an exchange ended for its client. */
    enum End {
        /** A head, and a body to its end, be it the right one or not. */
        ANSWERED,
        /** The client left. */
        LEFT,
        /** No connection was to be had. */
        NOT_CONNECTED,
        /** The connection ended before the head of an answer. */
        NO_ANSWER,
        /** Nothing for longer than any limit. */
        HUNG
    }

    /** From the whole request to the end. */
    Duration took() {
        return Duration.ofNanos(endedNanos - sentNanos);
    }
}
