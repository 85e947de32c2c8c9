package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.controller.security.Tokens;
import dev.meridian.controller.store.ControlStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that show the controller their service account tokens. */
final class ServiceAccountsTest {
    private static final RSAKey KEY = Tokens.rsa("one");

    @TempDir
    Path dir;

    @Test
    void agentSpeaksForItsRegionAndNoOther() throws IOException {
        try (RunningController controller = start()) {
            String token = Tokens.sign(KEY, Tokens.claims(Instant.now()).build());
            Answer own = report(controller, token, "eu-west-1");
            Answer other = report(controller, token, "us-west-2");

            assertThat(own.status()).isEqualTo(204);
            assertThat(other.status()).isEqualTo(403);
            assertThat(other.json().at("/detail").stringValue())
                    .isEqualTo(
                            "credential eu/ai-services/ai-proxy-agent is of region eu-west-1 and cannot speak for us-west-2");
            assertThat(get(controller, "/v1/table", token).status()).isEqualTo(200);
            assertThat(get(controller, "/v1/regions", token).status()).isEqualTo(403);
        }
    }

    @Test
    void expiredTokenIsToldNoMoreThanAWrongOne() throws IOException {
        try (RunningController controller = start()) {
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            Answer expired = get(
                    controller,
                    "/v1/table",
                    Tokens.sign(KEY, Tokens.claims(yesterday).build()));
            Answer wrong = get(controller, "/v1/table", "wrong");

            assertThat(expired.status()).isEqualTo(401);
            assertThat(expired.text()).isEqualTo(wrong.text());
        }
    }

    @Test
    void auditHearsWhyAServiceAccountTokenWasRefused() throws IOException {
        try (RunningController controller = start()) {
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            report(controller, Tokens.sign(KEY, Tokens.claims(yesterday).build()), "eu-west-1");

            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(controller.bean(ControlStore.class).auditAfter(0, 10))
                                    .extracting(entry -> entry.fact().who() + " "
                                            + entry.fact().why())
                                    .containsExactly("unknown status 401: the service account token has expired"));
        }
    }

    @Test
    void clustersFileIsEnoughToListenBeyondLoopback() throws IOException {
        try (RunningController controller = start("--server.address=0.0.0.0")) {
            assertThat(controller.get("/v1/table").status()).isEqualTo(401);
        }
    }

    private RunningController start(String... more) throws IOException {
        Path keys = Files.writeString(dir.resolve("jwks.json"), "{\"keys\":[" + KEY.toPublicJWK() + "]}");
        Path clusters =
                Files.writeString(dir.resolve("clusters.yaml"), """
                clusters:
                  - {name: eu, issuer: "%s", jwks-file: %s, accounts: %s}
                """.formatted(Tokens.ISSUER, keys, Tokens.ACCOUNTS));
        String[] arguments = new String[more.length + 1];
        arguments[0] = "--meridian.controller.clusters-file=" + clusters;
        System.arraycopy(more, 0, arguments, 1, more.length);
        return RunningController.start(dir, new ProportionalPolicy(), arguments);
    }

    private static Answer get(RunningController controller, String path, String token) {
        return controller.get(path, "Authorization", "Bearer " + token);
    }

    private static Answer report(RunningController controller, String token, String region) throws IOException {
        String report = ControllerTest.golden("report.json");
        String text = region.equals("eu-west-1")
                ? report
                : report.replace("\"region\": \"eu-west-1\"", "\"region\": \"" + region + "\"")
                        .replace("\"" + region + "\": {", "\"eu-west-1\": {");
        return controller.post("/v1/reports", text, "Authorization", "Bearer " + token);
    }
}
