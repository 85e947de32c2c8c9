package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.routing.audit.AuditCheck;
import dev.meridian.routing.audit.AuditEntry;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the audit tells of requests. */
final class AuditTest {
    private static final String INTENT = "/v1/regions/us-west-2/intent";
    private static final String OPERATOR = "Bearer token-of-operator";

    @TempDir
    Path dir;

    @Test
    void changeIsToldWithWhoAndBeforeAndAfter() throws IOException {
        try (RunningController controller = start()) {
            Answer put = controller.put(
                    INTENT, "{\"weight\":7,\"enabled\":true}", "Authorization", OPERATOR, "X-Request-Id", "change-1");

            assertThat(put.header("X-Request-Id")).isEqualTo("change-1");
            JsonNode entry = entries(controller, "").getFirst();
            assertThat(entry.path("id").asInt()).isEqualTo(1);
            assertThat(text(entry, "who")).isEqualTo("operator");
            assertThat(text(entry, "role")).isEqualTo("operator");
            assertThat(text(entry, "action")).isEqualTo("intent.set");
            assertThat(text(entry, "target")).isEqualTo("us-west-2");
            assertThat(text(entry, "before")).isEqualTo("weight 100 enabled");
            assertThat(text(entry, "after")).isEqualTo("weight 7 enabled");
            assertThat(text(entry, "requestId")).isEqualTo("change-1");
            assertThat(text(entry, "outcome")).isEqualTo("DONE");
        }
    }

    @Test
    void drainIsToldWithItsReason() throws IOException {
        try (RunningController controller = start()) {
            Answer drain =
                    controller.post("/v1/drains", ControllerTest.drainOf("eu-west-1", 1), "Authorization", OPERATOR);
            String id = drain.json().path("id").stringValue();
            controller.delete("/v1/drains/" + id, "Authorization", OPERATOR);
            controller.delete("/v1/drains/" + id, "Authorization", OPERATOR);

            List<JsonNode> entries = entries(controller, "");
            assertThat(entries).extracting(entry -> text(entry, "action")).containsExactly("drain.start", "drain.end");
            assertThat(text(entries.getFirst(), "reason"))
                    .isEqualTo(drain.json().path("reason").stringValue());
            assertThat(text(entries.getFirst(), "after")).startsWith(id);
            assertThat(text(entries.getLast(), "before")).startsWith(id);
        }
    }

    @Test
    void everyRefusalIsToldAndNeverAToken() throws IOException {
        try (RunningController controller = start()) {
            controller.put(INTENT, "{\"weight\":7,\"enabled\":true}", "Authorization", "Bearer s3cret-wrong");
            controller.put(INTENT, "{\"weight\":7,\"enabled\":true}", "Authorization", "Bearer token-of-viewer");
            controller.put(INTENT, "{\"weight\":-7,\"token\":\"s3cret\"}", "Authorization", OPERATOR);
            controller.delete("/v1/drains/none", "Authorization", OPERATOR);
            controller.post(
                    "/v1/reports",
                    ControllerTest.golden("report.json"),
                    "Authorization",
                    "Bearer token-of-edge",
                    "X-Request-Id",
                    "not plain: \"");
            controller.post("/v1/reports", "{}", "Authorization", "Bearer token-of-agent");
            controller.get("/v1/nowhere", "Authorization", OPERATOR);

            List<JsonNode> entries = entries(controller, "");
            assertThat(entries)
                    .extracting(entry -> text(entry, "who") + " " + text(entry, "action") + " " + text(entry, "why"))
                    .containsExactly(
                            "unknown intent.set status 401: the token is not known",
                            "viewer intent.set status 403: this needs a token of role operator or admin",
                            "operator intent.set status 400: the body, a header or a parameter is not valid",
                            "operator drain.end status 404: there is no drain of this id",
                            "edge other status 403: this needs a token of role agent");
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(text(entry, "outcome")).isEqualTo("REFUSED"));
            assertThat(entries.toString()).doesNotContain("s3cret", "token-of", "not plain");
        }
    }

    @Test
    void agentThatSpeaksForAnotherRegionIsToldOf() throws IOException {
        try (RunningController controller = start()) {
            String other = ControllerTest.golden("report.json")
                    .replace("\"region\": \"eu-west-1\"", "\"region\": \"ap-southeast-1\"")
                    .replace("\"ap-southeast-1\": {", "\"eu-west-1\": {");

            assertThat(controller
                            .post("/v1/reports", other, "Authorization", "Bearer token-of-agent")
                            .status())
                    .isEqualTo(403);

            assertThat(controller
                            .get("/v1/senders", "Authorization", OPERATOR)
                            .json()
                            .at("/agents"))
                    .isEmpty();
            JsonNode entry = entries(controller, "").getFirst();
            assertThat(text(entry, "who") + " " + text(entry, "target") + " " + text(entry, "why"))
                    .isEqualTo(
                            "agent POST /v1/reports status 403: credential agent is of region eu-west-1 and cannot speak"
                                    + " for ap-southeast-1");
        }
    }

    @Test
    void chainStaysWholeWhateverCallersWrite() throws IOException {
        String face = "%F0%9F%98%80";
        try (RunningController controller = start()) {
            controller.post("/" + "a".repeat(193) + face, "{}");
            controller.put(
                    "/v1/regions/" + "a".repeat(62) + face + "/intent",
                    "{\"weight\":7,\"enabled\":true}",
                    "Authorization",
                    OPERATOR);
            controller.post(
                    "/v1/drains",
                    ControllerTest.drainOf("eu-west-1", 1).replace("kernel upgrade", "x\\ud800 \\u0000 y"),
                    "Authorization",
                    OPERATOR);

            List<AuditEntry> entries = controller.bean(ControlStore.class).auditAfter(0, 10);
            assertThat(entries)
                    .extracting(entry -> entry.fact().action())
                    .containsExactly("other", "intent.set", "drain.start");
            AuditCheck check = new AuditCheck();
            assertThat(entries).allSatisfy(entry -> assertThat(check.add(entry)).isNull());
        }
    }

    @Test
    void noiseOfStrangersIsBoundedAndHidesNobodyElse() throws IOException {
        try (RunningController controller = start()) {
            for (int i = 0; i < 130; i++) {
                controller.post("/v1/drains", "{}");
            }
            controller.delete("/v1/drains/none", "Authorization", OPERATOR);

            List<JsonNode> entries = entries(controller, "?limit=1000");
            assertThat(entries).hasSize(101);
            assertThat(text(entries.getLast(), "who")).isEqualTo("operator");
            assertThat(controller
                            .bean(MeterRegistry.class)
                            .counter("meridian.controller.audit.missed")
                            .count())
                    .isEqualTo(30);
        }
    }

    @Test
    void isReadInPagesAndSurvives() throws IOException {
        try (RunningController controller = start()) {
            for (int weight = 1; weight <= 5; weight++) {
                controller.put(INTENT, "{\"weight\":" + weight + ",\"enabled\":true}", "Authorization", OPERATOR);
            }
        }
        try (RunningController controller = start()) {
            assertThat(entries(controller, "?after=2&limit=2"))
                    .extracting(entry -> entry.path("id").asInt())
                    .containsExactly(3, 4);
            assertThat(controller
                            .get("/v1/audit?limit=1001", "Authorization", OPERATOR)
                            .status())
                    .isEqualTo(400);
        }
    }

    private RunningController start() throws IOException {
        return RunningController.start(
                dir, new ProportionalPolicy(), "--meridian.controller.tokens-file=" + RolesTest.tokensFile(dir));
    }

    private static List<JsonNode> entries(RunningController controller, String query) {
        Answer answer = controller.get("/v1/audit" + query, "Authorization", OPERATOR);
        assertThat(answer.status()).isEqualTo(200);
        return List.copyOf(answer.json().path("entries").values());
    }

    private static String text(JsonNode entry, String field) {
        return entry.path(field).asString("");
    }
}
