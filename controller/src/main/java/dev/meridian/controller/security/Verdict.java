package dev.meridian.controller.security;

import java.time.Instant;

/** What a service account token comes to. */
sealed interface Verdict {
    /**
     * The token is good.
     *
     * @param until from then on it is not
     * @param keys the keys that it was checked with
     */
    record Accepted(Caller caller, Instant until, KeySet keys) implements Verdict {}

    /** The token is not good; whoever presents it is not told why. */
    record Rejected(Reason reason) implements Verdict {}

    /** Why tokens are rejected; values of a metric's label. */
    enum Reason {
        /** It is no signed JWT with the claims that service account tokens have. */
        MALFORMED,
        /** It is signed by an algorithm other than RS256 and ES256. */
        ALGORITHM,
        /** No cluster of the file has its issuer. */
        ISSUER,
        /** It is for somebody else. */
        AUDIENCE,
        EXPIRED,
        /** Its time has not begun. */
        EARLY,
        /** Its service account is not in the file. */
        ACCOUNT,
        /** The cluster has no such key. */
        KEY,
        /** The cluster's keys could not be fetched, or not for too long. */
        NO_KEYS,
        SIGNATURE
    }
}
