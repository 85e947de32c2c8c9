package dev.meridian.controller.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.meridian.controller.security.Verdict.Accepted;
import dev.meridian.controller.security.Verdict.Reason;
import dev.meridian.controller.security.Verdict.Rejected;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who a cluster's tokens stand for. Thread-safe. */
record Cluster(ClusterSpec spec, ClusterKeys keys) {
    /** So far may the clocks of a cluster and of the controller be apart. */
    static final Duration SKEW = Duration.ofSeconds(30);

    /**
     * Judges a token with this cluster's issuer and audience. Whatever costs nothing is looked at first, so that only a token that
     * could be good makes keys be fetched.
     */
    Verdict judge(SignedJWT token, JWTClaimsSet claims, Instant now) {
        if (claims.getExpirationTime() == null || claims.getSubject() == null) {
            return new Rejected(Reason.MALFORMED);
        }
        Instant until = claims.getExpirationTime().toInstant().plus(SKEW);
        if (!now.isBefore(until)) {
            return new Rejected(Reason.EXPIRED);
        }
        if (claims.getNotBeforeTime() != null
                && now.isBefore(claims.getNotBeforeTime().toInstant().minus(SKEW))) {
            return new Rejected(Reason.EARLY);
        }
        @Nullable Caller caller = spec.accounts().get(claims.getSubject());
        return caller == null ? new Rejected(Reason.ACCOUNT) : checkSignature(token, caller, until);
    }

    /** Whether a token that was accepted still is. */
    boolean stillAccepts(Accepted accepted, Instant now) {
        return now.isBefore(accepted.until()) && accepted.keys().equals(keys.current());
    }

    private Verdict checkSignature(SignedJWT token, Caller caller, Instant until) {
        String id = token.getHeader().getKeyID();
        @Nullable KeySet set = keys.current();
        @Nullable JWK key = set == null ? null : set.key(id);
        if (key == null) {
            set = keys.newest();
            key = set == null ? null : set.key(id);
        }
        if (set == null) {
            return new Rejected(Reason.NO_KEYS);
        }
        if (key == null) {
            return new Rejected(Reason.KEY);
        }
        return KeySet.hasSigned(key, token) ? new Accepted(caller, until, set) : new Rejected(Reason.SIGNATURE);
    }
}
