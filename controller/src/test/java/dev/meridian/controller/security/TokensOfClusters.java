package dev.meridian.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of clusters whose keys a real server serves; the time is the test's own. */
@SuppressWarnings("NullAway.Init")
abstract class TokensOfClusters {
    static final RSAKey KEY = Tokens.rsa("one");
    static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path dir;

    final AtomicLong nanos = new AtomicLong();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    JwksServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new JwksServer(KEY);
    }

    @AfterEach
    void close() {
        server.close();
    }

    ServiceAccountTokens tokens() throws IOException {
        return tokens(cluster("eu", server.url(), "meridian"));
    }

    ServiceAccountTokens tokens(String clusters) throws IOException {
        return new ServiceAccountTokens(write(clusters), this::now, nanos::get, meters);
    }

    Path write(String clusters) throws IOException {
        return Files.writeString(dir.resolve("clusters.yaml"), "clusters:\n" + clusters);
    }

    static String cluster(String name, String url, String audience) {
        return """
              - name: %s
                issuer: %s
                audience: %s
                jwks-url: %s
                accounts: %s
            """.formatted(name, Tokens.ISSUER, audience, url, Tokens.ACCOUNTS);
    }

    Instant now() {
        return START.plusNanos(nanos.get());
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    JWTClaimsSet.Builder claims() {
        return Tokens.claims(now());
    }

    String good() {
        return signed(claims());
    }

    static String signed(JWTClaimsSet.Builder claims) {
        return Tokens.sign(KEY, claims.build());
    }

    static @Nullable String name(ServiceAccountTokens tokens, String token) {
        @Nullable Caller caller = tokens.callerOf(token);
        return caller == null ? null : caller.name();
    }

    void assertRejected(ServiceAccountTokens tokens, String reason, String token) {
        double before = rejections(reason);
        assertThat(tokens.callerOf(token)).as(reason).isNull();
        assertThat(rejections(reason)).as(reason).isEqualTo(before + 1);
    }

    double rejections(String reason) {
        return meters.counter("meridian.controller.token.rejections", "reason", reason)
                .count();
    }

    double reloads(String result) {
        return meters.counter("meridian.controller.config.reloads", "file", "clusters-file", "result", result)
                .count();
    }

    double age() {
        @Nullable
        Gauge gauge = meters.find("meridian.controller.cluster.keys.age").gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
