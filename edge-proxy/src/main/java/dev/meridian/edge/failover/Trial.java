package dev.meridian.edge.failover;

import dev.meridian.edge.settings.RetryableError;
import org.jspecify.annotations.Nullable;

/**
 * One failed attempt, in words that may be shown to a client.
 *
 * @param candidate what it was made at
 * @param failure how it failed
 * @param nanos how long it took
 */
record Trial(Candidate candidate, Failure failure, long nanos) {
    /** What failed sooner than this has hardly begun: trying it again costs nobody much time. */
    private static final long FAST_NANOS = 1_000_000_000;

    boolean fast() {
        return nanos < FAST_NANOS && !timedOut();
    }

    /** Whether it may have been answered, and billed, after all. */
    boolean timedOut() {
        return error() == RetryableError.TIMEOUT;
    }

    Fault fault() {
        return failure.fault();
    }

    @Nullable
    RetryableError error() {
        return failure.error();
    }

    /** For the trail that a client asks for. */
    String trail() {
        return place() + " " + AttemptTally.label(fault()) + " \"" + failure.seen() + "\" " + nanos / 1_000_000 + "ms";
    }

    @Override
    public String toString() {
        return place() + ": " + failure.seen();
    }

    private String place() {
        return candidate.target().id() + (candidate.model() == null ? "" : "/" + candidate.model());
    }
}
