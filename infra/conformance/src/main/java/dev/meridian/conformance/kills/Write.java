package dev.meridian.conformance.kills;

/**
 * What a writer asked for and what it was told.
 *
 * @param requestId no other write has it
 * @param value the intent as the audit writes it, or the drain's id where that is known
 * @param status of the answer; 0 where none came
 */
record Write(String requestId, Kind kind, String region, String value, int status) {
    /** What is written. */
    enum Kind {
        SET_INTENT,
        START_DRAIN,
        END_DRAIN
    }

    /** From now on the controller must not forget it. */
    boolean isAcknowledged() {
        return status >= 200 && status <= 299;
    }

    /** It was said that nothing was changed. */
    boolean isRefused() {
        return status >= 400;
    }
}
