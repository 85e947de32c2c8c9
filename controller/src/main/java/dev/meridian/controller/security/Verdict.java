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
        MALFORMED(Credentials.UNKNOWN),
        /** It is signed by an algorithm other than RS256 and ES256. */
        ALGORITHM("the service account token is signed by another algorithm than RS256 and ES256"),
        /** No cluster of the file has its issuer. */
        ISSUER("no cluster of the file has issued the service account token"),
        /** It is for somebody else. */
        AUDIENCE("the service account token is for another audience"),
        EXPIRED("the service account token has expired"),
        /** Its time has not begun. */
        EARLY("the time of the service account token has not begun"),
        /** Its service account is not in the file. */
        ACCOUNT("the service account is not in the clusters file"),
        /** The cluster has no such key. */
        KEY("the cluster has no such key as the service account token names"),
        /** The cluster's keys could not be fetched, or not for too long. */
        NO_KEYS("the keys of the service account token's cluster are not known"),
        SIGNATURE("the signature of the service account token is wrong");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** For the audit. */
        String inWords() {
            return words;
        }
    }
}
