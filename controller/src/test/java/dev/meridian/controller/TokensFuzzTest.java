package dev.meridian.controller;

import com.nimbusds.jose.jwk.RSAKey;
import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.Evidence;
import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.controller.security.TokenMutations;
import dev.meridian.controller.security.Tokens;
import dev.meridian.fixtures.fuzz.FuzzRun;
import dev.meridian.fixtures.fuzz.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No broken token lets anybody in, breaks anything, or is told why. */
final class TokensFuzzTest {
    private static final RSAKey KEY = Tokens.rsa("one");

    private static final String REFUSAL = """
            {"title":"Unauthorized","status":401,"detail":"this path needs a known token: Authorization: Bearer"}""";

    @TempDir
    Path dir;

    @Test
    void noMutationOfATokenIsAccepted() throws IOException {
        FuzzRun run = FuzzRun.ofController("tokens", 30);
        String token = Tokens.sign(KEY, Tokens.claims(Instant.now()).build());
        TokenMutations mutations = new TokenMutations(token);
        String report = ControllerTest.golden("report.json");
        try (RunningController controller = start()) {
            run.cases().forEach(number -> {
                String mutation = mutations.one(run.random(number));
                Answer answer = controller.post("/v1/reports", report, "Authorization", "Bearer " + mutation);
                if (answer.status() != 401 || !answer.text().equals(REFUSAL)) {
                    run.failed(number, "answered " + answer.status() + " " + answer.text(), Shown.bytes(mutation));
                }
            });
            if (!controller.bean(Evidence.class).reports().latest().isEmpty()) {
                run.failed("a report was taken");
            }
            if (controller
                            .post("/v1/reports", report, "Authorization", "Bearer " + token)
                            .status()
                    != 204) {
                run.failed("the token itself is not taken");
            }
        }
        run.finish();
    }

    private RunningController start() throws IOException {
        Path keys = Files.writeString(dir.resolve("jwks.json"), "{\"keys\":[" + KEY.toPublicJWK() + "]}");
        Path clusters =
                Files.writeString(dir.resolve("clusters.yaml"), """
                clusters:
                  - {name: eu, issuer: "%s", jwks-file: %s, accounts: %s}
                """.formatted(Tokens.ISSUER, keys, Tokens.ACCOUNTS));
        return RunningController.start(
                dir,
                new ProportionalPolicy(),
                "--meridian.controller.clusters-file=" + clusters,
                "--meridian.controller.tokens-file=" + RolesTest.tokensFile(dir),
                "--meridian.controller.limits.anonymous-rate=1000000");
    }
}
