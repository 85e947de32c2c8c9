package dev.meridian.controller.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.meridian.controller.settings.ConfigurationError;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Service account tokens of clusters, whose keys a real server serves; the time is the test's own. */
@SuppressWarnings("NullAway.Init")
final class ServiceAccountTokensTest {
    private static final RSAKey KEY = Tokens.rsa("one");
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path dir;

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private JwksServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new JwksServer(KEY);
    }

    @AfterEach
    void close() {
        server.close();
    }

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

    private ServiceAccountTokens tokens() throws IOException {
        return tokens(cluster("eu", server.url(), "meridian"));
    }

    private ServiceAccountTokens tokens(String clusters) throws IOException {
        return new ServiceAccountTokens(write(clusters), this::now, nanos::get, meters);
    }

    private Path write(String clusters) throws IOException {
        return Files.writeString(dir.resolve("clusters.yaml"), "clusters:\n" + clusters);
    }

    private static String cluster(String name, String url, String audience) {
        return """
              - name: %s
                issuer: %s
                audience: %s
                jwks-url: %s
                accounts: %s
            """.formatted(name, Tokens.ISSUER, audience, url, Tokens.ACCOUNTS);
    }

    private Instant now() {
        return START.plusNanos(nanos.get());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private JWTClaimsSet.Builder claims() {
        return Tokens.claims(now());
    }

    private String good() {
        return signed(claims());
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return Tokens.sign(KEY, claims.build());
    }

    private static @Nullable String name(ServiceAccountTokens tokens, String token) {
        @Nullable Caller caller = tokens.callerOf(token);
        return caller == null ? null : caller.name();
    }

    private void assertRejected(ServiceAccountTokens tokens, String reason, String token) {
        double before = rejections(reason);
        assertThat(tokens.callerOf(token)).as(reason).isNull();
        assertThat(rejections(reason)).as(reason).isEqualTo(before + 1);
    }

    private double rejections(String reason) {
        return meters.counter("meridian.controller.token.rejections", "reason", reason)
                .count();
    }

    private double reloads(String result) {
        return meters.counter("meridian.controller.config.reloads", "file", "clusters-file", "result", result)
                .count();
    }

    private double age() {
        @Nullable
        Gauge gauge = meters.find("meridian.controller.cluster.keys.age").gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
