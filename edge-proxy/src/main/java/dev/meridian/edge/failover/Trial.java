package dev.meridian.edge.failover;

import dev.meridian.edge.settings.RetryableError;
import org.jspecify.annotations.Nullable;

/**
 * One failed attempt, in words that may be shown to a client.
 *
 * @param candidate what it was made at
 * @param fault whose fault
 * @param seen what was seen, such as {@code HTTP 503} or {@code connection refused}
 * @param error how {@code retry.yaml} names it; null where nothing was sent, so that it can always be tried again
 * @param nanos how long it took
 */
record Trial(
        Candidate candidate,
        Fault fault,
        String seen,
        @Nullable RetryableError error,
        long nanos) {
    /** What failed sooner than this has hardly begun: trying it again costs nobody much time. */
    private static final long FAST_NANOS = 1_000_000_000;

    boolean fast() {
        return nanos < FAST_NANOS && !timedOut();
    }

    /** Whether it may have been answered, and billed, after all. */
    boolean timedOut() {
        return error == RetryableError.TIMEOUT;
    }

    /** For the trail that a client asks for. */
    String trail() {
        return place() + " " + AttemptTally.label(fault) + " \"" + seen + "\" " + nanos / 1_000_000 + "ms";
    }

    @Override
    public String toString() {
        return place() + ": " + seen;
    }

    private String place() {
        return candidate.target().id() + (candidate.model() == null ? "" : "/" + candidate.model());
    }
}
