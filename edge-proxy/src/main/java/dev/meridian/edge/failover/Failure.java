package dev.meridian.edge.failover;

import dev.meridian.edge.settings.RetryableError;
import dev.meridian.edge.upstream.UpstreamFailure;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt failed.
 *
 * @param fault whose fault
 * @param seen what was seen, in words that may be shown to a client
 * @param error how {@code retry.yaml} names it; null where it has no name for it, so that it can always be tried again
 */
record Failure(Fault fault, String seen, @Nullable RetryableError error) {
    /** By an answer's status. */
    static Failure status(Fault fault, int status) {
        RetryableError error = switch (fault) {
            case MODEL -> RetryableError.SERVER_ERROR;
            case QUOTA -> RetryableError.RATE_LIMIT_ERROR;
            case REGION, CREDENTIAL, CLIENT, CONTEXT, STALE, OVERLOAD -> null;
        };
        return new Failure(fault, "HTTP " + status, error);
    }

    /** By a connection; what was never sent, or never read, can always be tried again. */
    static Failure connection(UpstreamFailure failure, boolean hop) {
        RetryableError error = switch (failure) {
            case CONNECT, STALE, OVERLOADED -> null;
            case RESET_BEFORE_HEAD, RESET_AFTER_HEAD, MALFORMED -> RetryableError.SERVER_ERROR;
        };
        return new Failure(FaultClassifier.ofFailure(failure, hop), describe(failure), error);
    }

    /** By an answer that did not come whole. */
    static Failure broken(Fault fault, String seen) {
        return new Failure(fault, seen, RetryableError.SERVER_ERROR);
    }

    /** By time; it may have been answered after all. */
    static Failure timeout(Fault fault, String seen) {
        return new Failure(fault, seen, RetryableError.TIMEOUT);
    }

    private static String describe(UpstreamFailure failure) {
        return switch (failure) {
            case CONNECT -> "no connection";
            case STALE -> "an idle connection was closed";
            case RESET_BEFORE_HEAD -> "reset before the answer";
            case RESET_AFTER_HEAD -> "reset within the answer";
            case MALFORMED -> "an answer that is not HTTP";
            case OVERLOADED -> "no connection to spare";
        };
    }
}
