package dev.meridian.controller.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Keys and tokens as an API server makes them. */
public final class Tokens {
    public static final String ISSUER = "https://kubernetes.default.svc";
    public static final String SUBJECT = "system:serviceaccount:ai-services:ai-proxy-agent";

    /** The clusters file's accounts for {@link #SUBJECT}. */
    public static final String ACCOUNTS =
            "[{namespace: ai-services, name: ai-proxy-agent, role: agent, region: eu-west-1}]";

    private Tokens() {}

    public static RSAKey rsa(String id) {
        return rsa(id, 2_048);
    }

    static RSAKey rsa(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey p256(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a token for an hour from then on. */
    public static JWTClaimsSet.Builder claims(Instant from) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of("meridian"))
                .subject(SUBJECT)
                .notBeforeTime(Date.from(from))
                .issueTime(Date.from(from))
                .expirationTime(Date.from(from.plus(Duration.ofHours(1))));
    }

    public static String sign(JWK key, JWTClaimsSet claims) {
        try {
            boolean rsa = key instanceof RSAKey;
            JWSAlgorithm algorithm = rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
            token.sign(rsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner(key.toECKey()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
