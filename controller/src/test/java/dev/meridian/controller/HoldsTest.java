package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Freeze, pins and safety rules, with the decision as it ships. */
final class HoldsTest {
    private static final String[] OPERATOR = {"Authorization", "Bearer token-of-operator"};
    private static final String[] ADMIN = {"Authorization", "Bearer token-of-admin"};
    private static final String[] ADMIN_ANY = {"Authorization", "Bearer token-of-admin", "If-Match", "*"};
    private static final String[] OPERATOR_ANY = {"Authorization", "Bearer token-of-operator", "If-Match", "*"};

    @TempDir
    Path dir;

    @Test
    void frozenTableKeepsItsSharesOverDrainsWeightsPinsAndRestarts() throws IOException {
        JsonNode before;
        try (RunningController controller = start()) {
            before = origins(controller);
            Answer freeze = controller.put("/v1/freeze", held("migration", Duration.ofHours(2)), OPERATOR);
            assertThat(freeze.status()).as(freeze.text()).isEqualTo(200);
            assertThat(freeze.json().at("/owner").stringValue()).isEqualTo("operator");
            Awaitility.await().until(() -> alarms(controller).contains("frozen by operator"));

            put(controller, "/v1/regions/us-west-2/intent", "{\"weight\":1,\"enabled\":true}");
            controller.post(
                    "/v1/drains",
                    ControllerTest.drainOf("eu-west-1", 1).replace("{", "{\"mode\":\"EMERGENCY\","),
                    OPERATOR);
            put(controller, "/v1/pins/us-west-2", pin("{\"ap-southeast-1\": 10000}"));
            awaitDecisions(controller);
            assertThat(origins(controller)).isEqualTo(before);
        }
        try (RunningController controller = start()) {
            awaitDecisions(controller);
            assertThat(origins(controller)).isEqualTo(before);

            assertThat(controller.delete("/v1/freeze", OPERATOR).status()).isEqualTo(204);

            Awaitility.await().until(() -> share(controller, "default", "eu-west-1") == 0);
            assertThat(share(controller, "us-west-2", "ap-southeast-1")).isEqualTo(10_000);
            assertThat(actions(controller))
                    .containsExactly("freeze.set", "intent.set", "drain.start", "pin.set", "freeze.end");
        }
    }

    @Test
    void freezeAndPinExpireByThemselvesAndTheAuditTells() throws IOException {
        try (RunningController controller = start()) {
            String body = held("short", Duration.ofSeconds(2));
            controller.put("/v1/freeze", body, OPERATOR);
            controller.put("/v1/pins/default", body.replace("{", "{\"shares\": {\"eu-west-1\": 10000},"), OPERATOR);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> actions(controller).equals(List.of("freeze.set", "pin.set", "freeze.end", "pin.end")));
            assertThat(controller.get("/v1/freeze", OPERATOR).status()).isEqualTo(404);
            assertThat(controller.get("/v1/pins", OPERATOR).json().at("/pins")).isEmpty();
            assertThat(entries(controller).getLast().path("who").stringValue()).isEqualTo("expiry");
        }
    }

    @Test
    void pinHoldsOneOriginUntilItIsEnded() throws IOException {
        try (RunningController controller = start()) {
            Answer pinned = put(controller, "/v1/pins/us-west-2", pin("{\"us-west-2\": 2500, \"eu-west-1\": 7500}"));
            assertThat(pinned.json().at("/shares/eu-west-1").intValue()).isEqualTo(7_500);
            Awaitility.await().until(() -> share(controller, "us-west-2", "eu-west-1") == 7_500);
            assertThat(share(controller, "default", "eu-west-1")).isEqualTo(3_571);
            assertThat(controller.get("/v1/pins/us-west-2", OPERATOR).json()).isEqualTo(pinned.json());

            assertThat(controller.delete("/v1/pins/us-west-2", OPERATOR).status())
                    .isEqualTo(204);

            Awaitility.await().until(() -> share(controller, "us-west-2", "eu-west-1") != 7_500);
            assertThat(controller.delete("/v1/pins/us-west-2", OPERATOR).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whoNamesAFreezeThatHasEndedIsToldSo() throws IOException {
        try (RunningController controller = start()) {
            String body = held("maintenance", Duration.ofHours(1));
            String etag = controller.put("/v1/freeze", body, OPERATOR).header("ETag");
            controller.delete("/v1/freeze", OPERATOR);

            Answer late =
                    controller.put("/v1/freeze", body, "Authorization", "Bearer token-of-operator", "If-Match", etag);

            assertThat(late.status()).isEqualTo(412);
            assertThat(late.json().path("detail").stringValue()).contains("not there any more");
            assertThat(controller.get("/v1/freeze", OPERATOR).status()).isEqualTo(404);
        }
    }

    @Test
    void pinToARegionThatIsDrainedNeedsAnOverride() throws IOException {
        try (RunningController controller = start()) {
            controller.post("/v1/drains", ControllerTest.drainOf("eu-west-1", 1), OPERATOR);

            Answer refused =
                    controller.put("/v1/pins/default", pin("{\"us-west-2\": 5000, \"eu-west-1\": 5000}"), OPERATOR_ANY);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("detail").stringValue()).contains("would send requests to eu-west-1");
            assertThat(controller.get("/v1/pins", OPERATOR).json().at("/pins")).isEmpty();
        }
    }

    @Test
    void pinThatReplacesAnotherSaysWhichOne() throws IOException {
        try (RunningController controller = start()) {
            Answer first = put(controller, "/v1/pins/default", pin("{\"us-west-2\": 10000}"));
            String other = pin("{\"eu-west-1\": 10000}");

            assertThat(controller
                            .send(
                                    "PUT",
                                    "/v1/pins/default",
                                    other,
                                    "Content-Type",
                                    "application/json",
                                    "Authorization",
                                    "Bearer token-of-operator")
                            .status())
                    .isEqualTo(428);
            Answer second = controller.put(
                    "/v1/pins/default",
                    other,
                    "Authorization",
                    "Bearer token-of-operator",
                    "If-Match",
                    first.header("ETag"));
            assertThat(second.status()).isEqualTo(200);
        }
    }

    @Test
    void dryRunOfAPinShowsWhereItLeadsAndChangesNothing() throws IOException {
        try (RunningController controller = start()) {
            Answer dry = controller.put("/v1/pins/default?dryRun=true", pin("{\"us-west-2\": 10000}"), OPERATOR);

            assertThat(dry.status()).as(dry.text()).isEqualTo(200);
            assertThat(dry.json()
                            .at("/outlook/origins/default/shares/after/us-west-2")
                            .intValue())
                    .isEqualTo(10_000);
            assertThat(controller.get("/v1/pins", OPERATOR).json().at("/pins")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT /v1/freeze            | {"reason": "", "expiresAt": "%s"}       | 400 | reason must not be empty
            PUT /v1/freeze            | {"reason": "x"}                         | 400 | expiresAt is missing
            PUT /v1/freeze            | {"reason": "x", "expiresAt": "2020-01-01T00:00:00Z"} | 400 | must be after now
            PUT /v1/freeze            | {"reason": "x", "expiresAt": "2099-01-01T00:00:00Z"} | 400 | the limit is PT72H
            PUT /v1/pins/default      | {"shares": {"eu-west-1": 9999}, "reason": "x", "expiresAt": "%s"} | 400 | sum to 9999
            PUT /v1/pins/default      | {"shares": {"mars": 10000}, "reason": "x", "expiresAt": "%s"} | 404 | there is no region "mars"
            PUT /v1/pins/Not-A-Label  | {"shares": {"eu-west-1": 10000}, "reason": "x", "expiresAt": "%s"} | 400 | origin
            DELETE /v1/freeze         | {}                                      | 404 | the table is not frozen
            DELETE /v1/pins/elsewhere | {}                                      | 404 | origin elsewhere is not pinned
            PUT /v1/safety-rules      | {"atLeast": 4, "neverTogether": []}     | 400 | must be 1 to 3
            PUT /v1/safety-rules      | {"atLeast": 0, "neverTogether": []}     | 400 | must be 1 to 64
            PUT /v1/safety-rules      | {"atLeast": 1, "neverTogether": [["eu-west-1"]]}         | 400 | two or more
            PUT /v1/safety-rules      | {"atLeast": 1, "neverTogether": [["eu-west-1", "mars"]]} | 404 | there is no region "mars"
            """)
    void badInputIsNamedAndChangesNothing(String request, String body, int status, String detail) throws IOException {
        String soon = Instant.now().plusSeconds(600).toString();
        String[] line = request.split(" ", 2);
        try (RunningController controller = start()) {
            Answer answer = controller.send(
                    line[0],
                    line[1],
                    body.formatted(soon),
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer token-of-admin",
                    "If-Match",
                    "*");

            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.json().at("/detail").stringValue()).contains(detail);
            assertThat(controller.get("/v1/pins", ADMIN).json().at("/pins")).isEmpty();
            assertThat(entries(controller))
                    .extracting(entry -> entry.path("outcome").stringValue())
                    .containsExactly("REFUSED");
        }
    }

    @Test
    void changeThatBreaksASafetyRuleIsRefusedByItsName() throws IOException {
        try (RunningController controller = start()) {
            setRules(controller, "{\"atLeast\": 2, \"neverTogether\": [[\"eu-west-1\", \"us-west-2\"]]}");
            controller.post("/v1/drains", ControllerTest.drainOf("eu-west-1", 1), OPERATOR);

            String both = "the safety rule is that [eu-west-1, us-west-2] are never away together";
            String least = "1 regions would be left, the safety rule is at least 2";
            refused(controller.post("/v1/drains", ControllerTest.drainOf("us-west-2", 1), OPERATOR), least);
            refused(put(controller, "/v1/regions/ap-southeast-1/intent", "{\"weight\":0,\"enabled\":true}"), least);
            refused(put(controller, "/v1/regions/us-west-2/intent", "{\"weight\":9,\"enabled\":false}"), least);
            refused(put(controller, "/v1/pins/default", pin("{\"us-west-2\": 10000}")), least);

            setRules(controller, "{\"atLeast\": 1, \"neverTogether\": [[\"eu-west-1\", \"us-west-2\"]]}");
            refused(controller.post("/v1/drains", ControllerTest.drainOf("us-west-2", 1), OPERATOR), both);
            refused(put(controller, "/v1/pins/default", pin("{\"ap-southeast-1\": 10000}")), both);
            assertThat(controller
                            .post("/v1/drains", ControllerTest.drainOf("ap-southeast-1", 1), OPERATOR)
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void onlyAnAdminOverridesASafetyRuleAndTheAuditSaysWhy() throws IOException {
        try (RunningController controller = start()) {
            setRules(controller, "{\"atLeast\": 3, \"neverTogether\": []}");
            String drain = ControllerTest.drainOf("eu-west-1", 1)
                    .replace("{", "{\"override\": {\"reason\": \"the hall is on fire\"},");

            assertThat(controller.post("/v1/drains", drain, OPERATOR).status()).isEqualTo(403);
            assertThat(controller.get("/v1/drains", OPERATOR).json().at("/drains"))
                    .isEmpty();
            Answer overridden = controller.post("/v1/drains", drain, ADMIN);

            assertThat(overridden.status()).as(overridden.text()).isEqualTo(201);
            JsonNode told = entries(controller).stream()
                    .filter(entry -> entry.path("action").stringValue().equals("override"))
                    .findFirst()
                    .orElseThrow();
            assertThat(told.path("reason").stringValue()).isEqualTo("the hall is on fire");
            assertThat(told.path("after").stringValue()).contains("the safety rule is at least 3");
            assertThat(told.path("who").stringValue()).isEqualTo("admin");
        }
    }

    @Test
    void rulesAreAdminsToSetAndNotBrokenFromTheStart() throws IOException {
        try (RunningController controller = start()) {
            String three = "{\"atLeast\": 3, \"neverTogether\": []}";
            assertThat(controller.put("/v1/safety-rules", three, OPERATOR_ANY).status())
                    .isEqualTo(403);
            assertThat(controller
                            .get("/v1/safety-rules", OPERATOR)
                            .json()
                            .at("/atLeast")
                            .intValue())
                    .isEqualTo(1);
            controller.post("/v1/drains", ControllerTest.drainOf("eu-west-1", 1), OPERATOR);

            refused(
                    controller.put("/v1/safety-rules", three, ADMIN_ANY),
                    "it is broken as it is: 2 regions would be left, the safety rule is at least 3");
            Answer set = controller.put(
                    "/v1/safety-rules", three.replace("{", "{\"override\": {\"reason\": \"soon\"},"), ADMIN_ANY);
            assertThat(set.status()).isEqualTo(200);
            assertThat(actions(controller)).endsWith("safety.set", "safety.set", "override");
        }
    }

    @Test
    void readersSeeAndOnlyOperatorsHold() throws IOException {
        try (RunningController controller = start()) {
            for (String role : List.of("agent", "edge", "viewer")) {
                String[] token = {"Authorization", "Bearer token-of-" + role};
                boolean reads = role.equals("viewer");
                for (String path : List.of(
                        "/v1/pins", "/v1/safety-rules", "/v1/tables", "/v1/tables/1.1", "/v1/explain", "/v1/senders")) {
                    assertThat(controller.get(path, token).status())
                            .as(role + " " + path)
                            .isEqualTo(reads ? 200 : 403);
                }
                String body = held("x", Duration.ofHours(1));
                assertThat(controller.put("/v1/freeze", body, token).status()).isEqualTo(403);
                assertThat(controller
                                .put("/v1/pins/default", pin("{\"eu-west-1\": 10000}"), token)
                                .status())
                        .isEqualTo(403);
                assertThat(controller
                                .post("/v1/tables/1.1/rollback", body, token)
                                .status())
                        .isEqualTo(403);
            }
            assertThat(actions(controller)).hasSize(9).contains("freeze.set", "pin.set", "table.rollback");
        }
    }

    private static void refused(Answer answer, String why) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.json().at("/title").stringValue()).isEqualTo("Safety rule");
        assertThat(answer.json().at("/detail").stringValue()).endsWith(why);
    }

    private static void setRules(RunningController controller, String rules) {
        Answer set = controller.put("/v1/safety-rules", rules, ADMIN_ANY);
        assertThat(set.status()).as(set.text()).isEqualTo(200);
    }

    private static Answer put(RunningController controller, String path, String body) {
        return controller.put(path, body, OPERATOR_ANY);
    }

    static String held(String reason, Duration duration) {
        return "{\"reason\": \"%s\", \"expiresAt\": \"%s\"}"
                .formatted(reason, Instant.now().plus(duration).truncatedTo(ChronoUnit.MILLIS));
    }

    private static String pin(String shares) {
        return held("test", Duration.ofHours(1)).replaceFirst("\\{", "{\"shares\": " + shares + ",");
    }

    /** Two more decisions than there were: what was wanted before has been decided on. */
    private static void awaitDecisions(RunningController controller) {
        String first = controller
                .get("/v1/decisions/latest", OPERATOR)
                .json()
                .at("/decidedAt")
                .stringValue();
        Awaitility.await().until(() -> {
            String now = controller
                    .get("/v1/decisions/latest", OPERATOR)
                    .json()
                    .at("/decidedAt")
                    .stringValue();
            return Instant.parse(now).isAfter(Instant.parse(first).plusMillis(300));
        });
    }

    private static String alarms(RunningController controller) {
        return controller
                .get("/v1/decisions/latest", OPERATOR)
                .json()
                .at("/alarms")
                .toString();
    }

    private static JsonNode origins(RunningController controller) {
        return controller.get("/v1/table", OPERATOR).json().at("/origins");
    }

    private static int share(RunningController controller, String origin, String region) {
        return origins(controller).at("/" + origin + "/shares/" + region).asInt(-1);
    }

    private static List<String> actions(RunningController controller) {
        return entries(controller).stream()
                .map(entry -> entry.path("action").stringValue())
                .toList();
    }

    private static List<JsonNode> entries(RunningController controller) {
        return List.copyOf(
                controller.get("/v1/audit", ADMIN).json().path("entries").values());
    }

    private RunningController start() throws IOException {
        return RunningController.start(dir, "--meridian.controller.tokens-file=" + RolesTest.tokensFile(dir));
    }
}
