package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what. */
final class RolesTest {
    @TempDir
    Path dir;

    @Test
    void everyRoleMayDoWhatItIsForAndNothingElse() throws IOException {
        try (RunningController controller = startWithTokens()) {
            assertThat(allowed(controller, "agent")).containsExactly("POST /v1/reports", "GET /v1/table");
            assertThat(allowed(controller, "edge")).containsExactly("POST /v1/observations", "GET /v1/table");
            assertThat(allowed(controller, "viewer"))
                    .containsExactly(
                            "GET /v1/table",
                            "GET /v1/regions",
                            "GET /v1/regions/us-west-2/intent",
                            "GET /v1/drains",
                            "GET /v1/drains/none",
                            "GET /v1/decisions/latest",
                            "GET /v1/decisions/latest/replay");
            List<String> operators = List.of(
                    "GET /v1/table",
                    "GET /v1/regions",
                    "GET /v1/regions/us-west-2/intent",
                    "GET /v1/drains",
                    "GET /v1/drains/none",
                    "GET /v1/decisions/latest",
                    "GET /v1/decisions/latest/replay",
                    "GET /v1/audit",
                    "PUT /v1/regions/us-west-2/intent",
                    "POST /v1/drains",
                    "POST /v1/drains/preview",
                    "PATCH /v1/drains/none",
                    "DELETE /v1/drains/none");
            assertThat(allowed(controller, "operator")).isEqualTo(operators);
            List<String> admins = new ArrayList<>(operators);
            admins.add("GET /v1/backup");
            assertThat(allowed(controller, "admin")).isEqualTo(admins);
            assertThat(allowed(controller, "nobody")).isEmpty();
        }
    }

    @Test
    void probesAndMetricsAreOpen() throws IOException {
        try (RunningController controller = startWithTokens()) {
            for (String path : List.of("/health", "/ready", "/metrics")) {
                assertThat(controller.get(path).status()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void refusalsSayWhyButNeverTheToken() throws IOException {
        try (RunningController controller = startWithTokens()) {
            Answer none = controller.get("/v1/table");
            Answer wrong = controller.get("/v1/table", "Authorization", "Bearer s3cret-wrong");
            Answer basic = controller.get("/v1/table", "Authorization", "Basic token-of-admin");
            Answer role = controller.get("/v1/regions", "Authorization", "Bearer token-of-agent");

            for (Answer answer : List.of(none, wrong, basic)) {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            }
            assertThat(role.status()).isEqualTo(403);
            assertThat(role.json().at("/detail").stringValue())
                    .isEqualTo("this needs a token of role viewer or operator or admin");
            for (Answer answer : List.of(none, wrong, basic, role)) {
                assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                assertThat(answer.text()).doesNotContain("s3cret", "token-of");
            }
        }
    }

    @Test
    void agentOfARegionCannotSpeakForAnother() throws IOException {
        try (RunningController controller = startWithTokens()) {
            String report = ControllerTest.golden("report.json");
            Answer own = controller.post("/v1/reports", report, "Authorization", "Bearer token-of-agent");
            Answer other = controller.post(
                    "/v1/reports",
                    report.replace("\"region\": \"eu-west-1\"", "\"region\": \"ap-southeast-1\"")
                            .replace("\"ap-southeast-1\": {", "\"eu-west-1\": {"),
                    "Authorization",
                    "Bearer token-of-agent");

            assertThat(own.status()).isEqualTo(204);
            assertThat(other.status()).isEqualTo(403);
            assertThat(other.json().at("/detail").stringValue())
                    .isEqualTo("credential agent is of region eu-west-1 and cannot speak for ap-southeast-1");
        }
    }

    @Test
    void ownerOfADrainIsTheCredential() throws IOException {
        try (RunningController controller = startWithTokens()) {
            Answer drain = controller.post(
                    "/v1/drains",
                    ControllerTest.drainOf("eu-west-1", 1),
                    "Authorization",
                    "bearer   token-of-operator");

            assertThat(drain.status()).isEqualTo(201);
            assertThat(drain.json().at("/owner").stringValue()).isEqualTo("operator");
        }
        try (RunningController controller = RunningController.start(dir, new ProportionalPolicy())) {
            Answer drain = controller.post("/v1/drains", ControllerTest.drainOf("us-west-2", 1));

            assertThat(drain.json().at("/owner").stringValue()).isEqualTo("anonymous@loopback");
        }
    }

    private static List<String> allowed(RunningController controller, String name) throws IOException {
        List<String> allowed = new ArrayList<>();
        List<List<String>> requests = List.of(
                List.of("POST", "/v1/reports", ControllerTest.golden("report.json")),
                List.of("POST", "/v1/observations", ControllerTest.golden("observation.json")),
                List.of("GET", "/v1/table", ""),
                List.of("GET", "/v1/regions", ""),
                List.of("GET", "/v1/regions/us-west-2/intent", ""),
                List.of("GET", "/v1/drains", ""),
                List.of("GET", "/v1/drains/none", ""),
                List.of("GET", "/v1/decisions/latest", ""),
                List.of("GET", "/v1/decisions/latest/replay", ""),
                List.of("GET", "/v1/audit", ""),
                List.of("PUT", "/v1/regions/us-west-2/intent", "{\"weight\":1,\"enabled\":true}"),
                List.of("POST", "/v1/drains", "{}"),
                List.of("POST", "/v1/drains/preview", "{}"),
                List.of("PATCH", "/v1/drains/none", "{}"),
                List.of("DELETE", "/v1/drains/none", ""),
                List.of("GET", "/v1/backup", ""));
        for (List<String> request : requests) {
            int status = controller
                    .send(
                            request.get(0),
                            request.get(1),
                            request.get(2),
                            "Content-Type",
                            "application/json",
                            "Authorization",
                            "Bearer token-of-" + name)
                    .status();
            if (status != 401 && status != 403) {
                allowed.add(request.get(0) + " " + request.get(1));
            }
        }
        return allowed;
    }

    private RunningController startWithTokens() throws IOException {
        return RunningController.start(
                dir, new ProportionalPolicy(), "--meridian.controller.tokens-file=" + tokensFile(dir));
    }

    /** A file with a token of each role, {@code token-of-ROLE}, the agent's of eu-west-1; and one of each region's agent. */
    static Path tokensFile(Path dir) throws IOException {
        StringBuilder tokens = new StringBuilder("tokens:\n");
        for (String role : List.of("agent", "edge", "viewer", "operator", "admin")) {
            String region = role.equals("agent") ? ", region: eu-west-1" : "";
            tokens.append("  - {name: %s, role: %s%s, sha256: %s}%n"
                    .formatted(role, role, region, sha256("token-of-" + role)));
        }
        for (String region : List.of("us-west-2", "eu-west-1", "ap-southeast-1")) {
            tokens.append("  - {name: %s, role: agent, region: %s, sha256: %s}%n"
                    .formatted(region, region, sha256("token-of-" + region)));
        }
        return Files.writeString(dir.resolve("tokens.yaml"), tokens);
    }

    private static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
