package dev.meridian.controller.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the keys of clusters come, change and grow old. */
final class ClusterKeysTest extends TokensOfClusters {
    @Test
    void rotatedKeyIsPickedUpAndTheWithdrawnOneForgotten() throws IOException {
        ServiceAccountTokens tokens = tokens();
        String before = good();
        assertThat(tokens.callerOf(before)).isNotNull();
        RSAKey next = Tokens.rsa("two");
        String after = Tokens.sign(next, claims().build());
        server.serve(KEY, next);
        pass(ClusterKeys.FETCH_EVERY);

        assertThat(tokens.callerOf(after)).isNotNull();
        assertThat(tokens.callerOf(before)).isNotNull();

        server.serve(next);
        pass(ClusterKeys.REFRESH_AFTER);
        await().until(() -> tokens.callerOf(before) == null);
        assertThat(tokens.callerOf(after)).isNotNull();
    }

    @Test
    void forgedKeyIdsMakeKeysBeFetchedOnlyNowAndThen() throws IOException {
        ServiceAccountTokens tokens = tokens();
        assertThat(tokens.callerOf(good())).isNotNull();
        RSAKey forger = Tokens.rsa("forged");
        int before = server.fetches();
        for (int second = 0; second < 60; second++) {
            assertRejected(
                    tokens,
                    "key",
                    Tokens.sign(forger, claims().jwtID("" + second).build()));
            pass(Duration.ofSeconds(1));
        }

        assertThat(server.fetches() - before).isBetween(5, 6);
        assertThat(tokens.callerOf(good())).isNotNull();
    }

    @Test
    void tokensThatCouldNotBeGoodFetchNothing() throws IOException {
        ServiceAccountTokens tokens = tokens();
        assertThat(tokens.callerOf(good())).isNotNull();
        pass(ClusterKeys.FETCH_EVERY);
        RSAKey forger = Tokens.rsa("forged");
        int before = server.fetches();

        tokens.callerOf(Tokens.sign(
                forger, claims().subject("system:serviceaccount:a:b").build()));
        tokens.callerOf(Tokens.sign(forger, claims().issuer("https://elsewhere").build()));
        tokens.callerOf(Tokens.sign(
                forger, claims().expirationTime(Date.from(Instant.EPOCH)).build()));

        assertThat(server.fetches()).isEqualTo(before);
    }

    @Test
    void keysOfAClusterThatIsAwayCountForADayAndNoLonger() throws IOException {
        ServiceAccountTokens tokens = tokens();
        assertThat(tokens.callerOf(good())).isNotNull();
        server.fail();
        pass(ClusterKeys.KEEP.minusSeconds(1));
        assertThat(tokens.callerOf(good())).isNotNull();
        assertThat(age()).isEqualTo(24 * 3600 - 1);
        pass(Duration.ofSeconds(1));

        assertRejected(tokens, "no_keys", good());

        server.serve(KEY);
        pass(ClusterKeys.FETCH_EVERY);
        assertThat(tokens.callerOf(good())).isNotNull();
        assertThat(age()).isZero();
    }

    @Test
    void clusterThatIsAwayAtTheStartIsTakenOnceItIsThere() throws IOException {
        server.fail();
        ServiceAccountTokens tokens = tokens();
        assertRejected(tokens, "no_keys", good());
        assertThat(age()).isNaN();
        server.serve(KEY);
        pass(ClusterKeys.FETCH_EVERY);

        assertThat(tokens.callerOf(good())).isNotNull();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void silentServerHoldsNobodyUpForLong() throws IOException {
        server.fallSilent();
        ServiceAccountTokens tokens = tokens();

        assertRejected(tokens, "no_keys", good());
        assertRejected(tokens, "no_keys", good());
    }

    @Test
    void keySetsThatAreTooLargeOrBrokenOrWeakAreNotTaken() throws IOException {
        ServiceAccountTokens tokens = tokens();
        assertThat(tokens.callerOf(good())).isNotNull();
        RSAKey weak = Tokens.rsa("weak", 1_024);
        String none = "{\"keys\":[]}";
        for (String bad : List.of("", "[]", "{}", none, "{\"keys\":[{}]}", none + " ".repeat(KeySource.MAX_BYTES))) {
            server.serve(bad);
            pass(ClusterKeys.REFRESH_AFTER);
            int before = server.fetches();
            assertThat(tokens.callerOf(good())).as(bad.strip()).isNotNull();
            await().until(() -> server.fetches() > before);
        }
        server.serve(weak, KEY);
        pass(ClusterKeys.REFRESH_AFTER);
        await().until(() -> tokens.callerOf(good()) != null && age() == 0);
    }

    @Test
    void sameKeyIdInTwoClustersIsEachOnesOwn() throws IOException {
        RSAKey other = Tokens.rsa("one");
        try (JwksServer second = new JwksServer(other)) {
            ServiceAccountTokens tokens =
                    tokens(cluster("eu", server.url(), "meridian") + cluster("us", second.url(), "other"));
            JWTClaimsSet both = claims().audience(List.of("meridian", "other")).build();

            assertThat(name(tokens, Tokens.sign(KEY, both))).isEqualTo("eu/ai-services/ai-proxy-agent");
            assertThat(name(tokens, Tokens.sign(other, both))).isEqualTo("us/ai-services/ai-proxy-agent");
            assertThat(tokens.callerOf(good())).isNotNull();
            assertRejected(tokens, "signature", Tokens.sign(other, claims().build()));
            assertRejected(
                    tokens,
                    "signature",
                    Tokens.sign(KEY, claims().audience("other").build()));
        }
    }

    @Test
    void serverIsShownTheTokenThatTheFileHoldsNow() throws IOException {
        Path token = Files.writeString(dir.resolve("token"), "first\n");
        ServiceAccountTokens tokens =
                tokens(cluster("eu", server.url(), "meridian") + "    token-file: " + token + "\n");
        assertThat(tokens.callerOf(good())).isNotNull();
        assertThat(server.authorization()).isEqualTo("Bearer first");
        Files.writeString(token, "second");
        pass(ClusterKeys.REFRESH_AFTER);

        await().until(() -> tokens.callerOf(good()) != null && "Bearer second".equals(server.authorization()));
    }

    @Test
    void keysMayComeFromAFile() throws IOException {
        Path file = Files.writeString(dir.resolve("jwks.json"), "{\"keys\":[" + KEY.toPublicJWK() + "]}");

        assertThat(tokens(cluster("eu", server.url(), "meridian")
                                .replace("jwks-url: " + server.url(), "jwks-file: " + file))
                        .callerOf(good()))
                .isNotNull();
    }
}
