package dev.meridian.edge.observe;

import java.util.Locale;

/** How a request ended, as metrics name it. */
public enum Outcome {
    /** An answer came whole. */
    OK,
    /** The answer was the client's own fault. */
    CLIENT_ERROR,
    /** Nothing that could be tried worked. */
    FAILED,
    /** The answer broke off after content. */
    BROKEN,
    /** The client left. */
    CANCELLED;

    /** By the status of an answer that came whole. */
    public static Outcome ofStatus(int status) {
        if (status >= 500) {
            return FAILED;
        }
        return status >= 400 ? CLIENT_ERROR : OK;
    }

    /** As metrics and logs name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
