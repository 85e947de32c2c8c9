package dev.meridian.controller.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.security.Key;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of a cluster by their id: RSA of at least 2 048 bits and P-256; others are left out. Immutable.
 *
 * @param byId at least one
 */
record KeySet(Map<String, JWK> byId) {
    /** The most keys of a set: a cluster has one, and two or three while they rotate. */
    static final int MAX_KEYS = 100;

    private static final int MIN_RSA_BITS = 2_048;
    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    KeySet {
        byId = Map.copyOf(byId);
    }

    /**
     * Reads a JWK set.
     *
     * @throws IOException if it is none, or has no key that can be used; the message is a clause for the log
     */
    static KeySet parse(String json) throws IOException {
        Map<String, JWK> byId = new HashMap<>();
        for (JWK key : keys(json)) {
            if (key.getKeyID() != null && isUsable(key)) {
                byId.putIfAbsent(key.getKeyID(), key.toPublicJWK());
            }
        }
        if (byId.isEmpty()) {
            throw new IOException(
                    "it has no RSA key of at least " + MIN_RSA_BITS + " bits and no P-256 key with an id");
        }
        return new KeySet(byId);
    }

    @Nullable
    JWK key(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    /** Whether the key, which must be one of these, has signed the token. */
    static boolean hasSigned(JWK key, SignedJWT token) {
        try {
            JWSHeader header = token.getHeader();
            return token.verify(VERIFIERS.createJWSVerifier(header, publicKey(key)));
        } catch (JOSEException e) {
            return false; // such as RS256 by the id of a P-256 key
        }
    }

    private static List<JWK> keys(String json) throws IOException {
        List<JWK> keys;
        try {
            keys = JWKSet.parse(json).getKeys();
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new IOException("it is no JWK set", e);
        }
        if (keys.size() > MAX_KEYS) {
            throw new IOException("it has " + keys.size() + " keys, the limit is " + MAX_KEYS);
        }
        return keys;
    }

    private static boolean isUsable(JWK key) {
        return switch (key) {
            case RSAKey rsa -> rsa.size() >= MIN_RSA_BITS;
            case ECKey ec -> ec.getCurve().equals(Curve.P_256);
            default -> false;
        };
    }

    private static Key publicKey(JWK key) throws JOSEException {
        return key instanceof ECKey ec ? ec.toPublicKey() : key.toRSAKey().toPublicKey();
    }
}
