package dev.meridian.controller.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.meridian.controller.settings.ConfigurationError;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who a service account token stands for, and what the clusters file decides of it. */
final class ServiceAccountTokensTest extends TokensOfClusters {
    @Test
    void tokenOfAnAccountIsItsCallerForItsRegionOnly() throws IOException {
        Caller caller = Objects.requireNonNull(tokens().callerOf(good()));

        assertThat(caller.name()).isEqualTo("eu/ai-services/ai-proxy-agent");
        assertThat(caller.roles()).containsExactly(Role.AGENT);
        assertThat(caller.region()).isEqualTo("eu-west-1");
        caller.requireSpeaksFor("eu-west-1");
        assertThatThrownBy(() -> caller.requireSpeaksFor("us-west-2"))
                .hasMessageContaining("is of region eu-west-1 and cannot speak for us-west-2");
    }

    @Test
    void es256IsTakenToo() throws IOException {
        JWK key = Tokens.p256("ec");
        server.serve(key);

        assertThat(tokens().callerOf(Tokens.sign(key, claims().build()))).isNotNull();
    }

    @Test
    void otherAlgorithmsAreRejectedWhateverKeyTheyUse() throws Exception {
        ServiceAccountTokens tokens = tokens();
        SignedJWT mac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
        mac.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
        SignedJWT pss = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("one").build(), claims().build());
        pss.sign(new RSASSASigner(KEY));

        assertRejected(tokens, "algorithm", mac.serialize());
        assertRejected(tokens, "algorithm", pss.serialize());
        assertRejected(tokens, "malformed", new PlainJWT(claims().build()).serialize());
        assertRejected(tokens, "malformed", new PlainJWT(claims().build()).serialize() + "AA");
    }

    @Test
    void everyClaimMustFit() throws IOException {
        ServiceAccountTokens tokens = tokens();

        assertRejected(tokens, "issuer", signed(claims().issuer("https://elsewhere")));
        assertRejected(tokens, "issuer", signed(claims().issuer(null)));
        assertRejected(tokens, "audience", signed(claims().audience("https://kubernetes.default.svc")));
        assertRejected(tokens, "audience", signed(claims().audience(List.of())));
        assertRejected(tokens, "account", signed(claims().subject("system:serviceaccount:ai-services:default")));
        assertRejected(
                tokens, "account", signed(claims().subject("system:serviceaccount:ai-services:ai-proxy-agent ")));
        assertRejected(tokens, "malformed", signed(claims().subject(null)));
        assertRejected(tokens, "malformed", signed(claims().expirationTime(null)));
        assertThat(tokens.callerOf(signed(claims().audience(List.of("other", "meridian")))))
                .isNotNull();
    }

    @Test
    void timesCountWithinTheSkew() throws IOException {
        ServiceAccountTokens tokens = tokens();
        Date soon = Date.from(START.plus(Cluster.SKEW));
        Date justNow = Date.from(START.minus(Cluster.SKEW).plusSeconds(1));

        assertThat(tokens.callerOf(signed(claims().notBeforeTime(soon)))).isNotNull();
        assertThat(tokens.callerOf(signed(claims().expirationTime(justNow)))).isNotNull();
        assertRejected(
                tokens,
                "early",
                signed(claims().notBeforeTime(Date.from(soon.toInstant().plusSeconds(1)))));
        assertRejected(
                tokens,
                "expired",
                signed(claims().expirationTime(Date.from(justNow.toInstant().minusSeconds(1)))));
    }

    @Test
    void tokenThatWasAcceptedExpires() throws IOException {
        ServiceAccountTokens tokens = tokens();
        String token = good();
        assertThat(tokens.callerOf(token)).isNotNull();
        pass(Duration.ofHours(1));
        assertThat(tokens.callerOf(token)).isNotNull();
        pass(Cluster.SKEW);

        assertRejected(tokens, "expired", token);
    }

    @Test
    void whatIsNoTokenIsRejected() throws IOException {
        ServiceAccountTokens tokens = tokens();

        assertThat(tokens.callerOf(null)).isNull();
        for (String text :
                List.of("", "a", "a.b", "a.b.c", "..", good() + ".", "é.b.c", "a".repeat(9_000), "e30.e30.AA")) {
            assertThat(tokens.callerOf(text)).as(text).isNull();
        }
        for (String header :
                List.of("bnVsbA", "bnVsbDoib25lIiwiYWxnIjoiUlMyNTYifQ", "W10")) { // null, null:"one",..., []
            assertRejected(tokens, "malformed", header + good().substring(good().indexOf('.')));
        }
        assertRejected(tokens, "signature", Tokens.sign(Tokens.rsa("one"), claims().build()));
        assertRejected(tokens, "signature", Tokens.sign(Tokens.p256("one"), claims().build()));
    }

    @Test
    void sameSignatureWrittenInAnotherWayIsRejected() throws IOException {
        ServiceAccountTokens tokens = tokens();
        String token = good();
        // 256 bytes are 342 characters, the last of which has 4 bits to spare.
        char twin = "BRhx".charAt("AQgw".indexOf(token.charAt(token.length() - 1)));

        assertThat(tokens.callerOf(token)).isNotNull();
        assertRejected(tokens, "malformed", token.substring(0, token.length() - 1) + twin);
    }

    @Test
    void changedFileCountsAtOnceAndKeepsTheKeysOfClustersThatStay() throws IOException {
        ServiceAccountTokens tokens = tokens();
        assertThat(tokens.callerOf(good())).isNotNull();
        server.fail();
        write(cluster("eu", server.url(), "meridian").replace("role: agent", "role: edge")
                + cluster("us", server.url(), "other"));
        pass(Duration.ofSeconds(1));
        assertThat(tokens.callerOf(good()))
                .isNotNull()
                .satisfies(caller -> assertThat(caller.roles()).containsExactly(Role.EDGE));
        assertThat(meters.find("meridian.controller.cluster.keys.age").gauges()).hasSize(2);

        write(cluster("eu", server.url(), "meridian").replace("ai-proxy-agent", "another"));
        pass(Duration.ofSeconds(1));
        assertRejected(tokens, "account", good());
        assertThat(meters.find("meridian.controller.cluster.keys.age").gauges()).hasSize(1);
    }

    @Test
    void badVersionOfTheFileIsRefusedOnceAndTheOneBeforeGoesOn() throws IOException {
        ServiceAccountTokens tokens = tokens();
        write("nonsense");
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(tokens.callerOf(good())).isNotNull();
        }
        assertThat(reloads("refused")).isOne();
        Files.delete(dir.resolve("clusters.yaml"));
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(1));
            assertThat(tokens.callerOf(good())).isNotNull();
        }
        assertThat(reloads("refused")).isEqualTo(2);
    }

    @Test
    void brokenFileStopsTheStart() {
        assertThatThrownBy(() -> tokens("  - {name: eu}\n")).isInstanceOf(ConfigurationError.class);
    }
}
