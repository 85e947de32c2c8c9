package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.controller.RunningController.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a change leads to is said before it is made, and refused where the rest could not carry it. */
final class PreviewTest {
    private static final String REGIONS = """
            regions:
              - {name: us-west-2, endpoint: us.example, weight: 100, enabled: true, capacity_rps: 100}
              - {name: eu-west-1, endpoint: eu.example, weight: 100, enabled: true, capacity_rps: 100, price_multiplier: 2, residency: eu}
              - {name: ap-southeast-1, endpoint: ap.example, weight: 100, enabled: true, capacity_rps: 100}
            """;

    private static final String DRAIN_EU = ControllerTest.drainOf("eu-west-1", 1);
    private static final String OPERATOR = "Bearer token-of-operator";
    private static final String ADMIN = "Bearer token-of-admin";

    @TempDir
    Path dir;

    private final AtomicInteger sequence = new AtomicInteger();

    @Test
    void drainIsPreviewedToItsEndAndChangesNothing() throws IOException {
        try (RunningController controller = start(150)) {
            Answer preview = post(controller, "/v1/drains/preview", "{\"region\":\"eu-west-1\"}");

            assertThat(preview.status()).as(preview.text()).isEqualTo(200);
            JsonNode json = preview.json();
            assertThat(json.at("/objections")).isEmpty();
            JsonNode eu = json.at("/outlook/origins/eu-west-1");
            assertThat(eu.at("/shares/before/eu-west-1").intValue()).isPositive();
            assertThat(eu.at("/shares/after/eu-west-1").intValue()).isZero();
            assertThat(sum(eu.at("/shares/after"))).isEqualTo(10_000);
            assertThat(json.at("/outlook/regions/eu-west-1/after/demandRps").doubleValue())
                    .isZero();
            assertThat(json.at("/outlook/regions/us-west-2/after/utilisation").intValue())
                    .isGreaterThan(json.at("/outlook/regions/us-west-2/before/utilisation")
                            .intValue());
            assertThat(json.at("/outlook/strain/after/askedRps").doubleValue()).isCloseTo(150, within(5.0));
            assertThat(json.at("/outlook/strain/after/capacityRps").doubleValue())
                    .isCloseTo(190, within(0.1));
            assertThat(json.at("/outlook/price/before").doubleValue()).isGreaterThan(1);
            assertThat(json.at("/outlook/price/after").doubleValue()).isCloseTo(1, within(0.001));
            assertThat(json.at("/outlook/latencyMillis/after").doubleValue()).isPositive();
            assertThat(controller
                            .get("/v1/drains", "Authorization", OPERATOR)
                            .json()
                            .at("/drains"))
                    .isEmpty();
            assertThat(audit(controller)).isEmpty();
        }
    }

    @Test
    void previewSaysWhatTheLossOfOneMoreRegionWouldMean() throws IOException {
        try (RunningController controller = start(150)) {
            JsonNode loss = post(controller, "/v1/drains/preview", "{\"region\":\"eu-west-1\"}")
                    .json()
                    .at("/oneMore");

            assertThat(loss.at("/holds").booleanValue()).isFalse();
            assertThat(loss.at("/region").stringValue()).isIn("us-west-2", "ap-southeast-1");
            assertThat(loss.at("/strain/capacityRps").doubleValue()).isCloseTo(95, within(0.1));
            assertThat(loss.at("/strain/missingRps").doubleValue()).isCloseTo(55, within(5.0));
        }
        try (RunningController controller = start(80, Files.createDirectory(dir.resolve("other")))) {
            JsonNode loss = post(controller, "/v1/drains/preview", "{\"region\":\"eu-west-1\"}")
                    .json()
                    .at("/oneMore");

            assertThat(loss.at("/holds").booleanValue()).as(loss.toString()).isTrue();
        }
    }

    @Test
    void previewNamesWhatIsStillOnARamp() throws IOException {
        try (RunningController controller = start(100)) {
            String drain = post(controller, "/v1/drains", DRAIN_EU.replace("{", "{\"mode\":\"EMERGENCY\","))
                    .header("Location");
            awaitHealth(controller, "DRAINED");
            controller.delete(drain, "Authorization", OPERATOR);
            awaitHealth(controller, "RECOVERING");

            JsonNode preview = post(controller, "/v1/drains/preview", "{\"region\":\"ap-southeast-1\"}")
                    .json();

            assertThat(preview.at("/outlook/notes").toString()).contains("region eu-west-1 is on its ramp, at ");
            assertThat(preview.at("/outlook/regions/eu-west-1/after/capacityRps")
                            .doubleValue())
                    .isEqualTo(100);
        }
    }

    private static void awaitHealth(RunningController controller, String health) {
        Awaitility.await()
                .until(() -> controller
                        .get("/v1/regions", "Authorization", OPERATOR)
                        .json()
                        .at("/regions/eu-west-1/state/health")
                        .stringValue()
                        .equals(health));
    }

    @Test
    void whatTheRestCannotCarryIsRefusedWithTheNumbers() throws IOException {
        try (RunningController controller = start(240)) {
            Answer drain = post(controller, "/v1/drains", DRAIN_EU);
            Answer weight = controller.put(
                    "/v1/regions/us-west-2/intent", "{\"weight\":0,\"enabled\":true}", "Authorization", OPERATOR);
            JsonNode preview = post(controller, "/v1/drains/preview", "{\"region\":\"eu-west-1\"}")
                    .json();

            for (Answer refused : List.of(drain, weight)) {
                assertThat(refused.status()).as(refused.text()).isEqualTo(409);
                assertThat(refused.json().at("/title").stringValue()).isEqualTo("Over capacity");
                assertThat(refused.json().at("/strain/capacityRps").doubleValue())
                        .isCloseTo(190, within(0.1));
                assertThat(refused.json().at("/strain/missingRps").doubleValue())
                        .isCloseTo(50, within(5.0));
                assertThat(refused.json()
                                .at("/regions/ap-southeast-1/after/utilisation")
                                .intValue())
                        .isGreaterThanOrEqualTo(9_400);
            }
            assertThat(preview.at("/objections/0").stringValue())
                    .isEqualTo(drain.json().at("/detail").stringValue());
            assertThat(controller
                            .get("/v1/drains", "Authorization", OPERATOR)
                            .json()
                            .at("/drains"))
                    .isEmpty();
        }
    }

    @Test
    void secondDrainIsRefusedWhereOnlyBothAreTooMuch() throws IOException {
        try (RunningController controller = start(150)) {
            assertThat(post(controller, "/v1/drains", DRAIN_EU).status()).isEqualTo(201);

            Answer second = post(controller, "/v1/drains", ControllerTest.drainOf("ap-southeast-1", 1));

            assertThat(second.status()).as(second.text()).isEqualTo(409);
            assertThat(second.json().at("/title").stringValue()).isEqualTo("Over capacity");
        }
    }

    @Test
    void changeThatTakesNothingAwayIsMadeUnderAnyLoad() throws IOException {
        try (RunningController controller = start(400)) {
            Answer weight = controller.put(
                    "/v1/regions/us-west-2/intent", "{\"weight\":200,\"enabled\":true}", "Authorization", OPERATOR);

            assertThat(weight.status()).as(weight.text()).isEqualTo(200);
        }
    }

    @Test
    void adminOverridesWithAReasonThatIsAudited() throws IOException {
        String overriding = DRAIN_EU.replace("{", "{\"override\":{\"reason\":\"the cooling has failed\"},");
        try (RunningController controller = start(240)) {
            Answer operator = post(controller, "/v1/drains", overriding);
            Answer silent = controller.post(
                    "/v1/drains", DRAIN_EU.replace("{", "{\"override\":{\"reason\":\" \"},"), "Authorization", ADMIN);
            Answer admin = controller.post("/v1/drains", overriding, "Authorization", ADMIN);

            assertThat(operator.status()).isEqualTo(403);
            assertThat(operator.json().at("/detail").stringValue()).contains("role admin");
            assertThat(silent.status()).isEqualTo(400);
            assertThat(admin.status()).as(admin.text()).isEqualTo(201);
            assertThat(audit(controller))
                    .contains(
                            "operator drain.start REFUSED null",
                            "admin drain.start DONE kernel upgrade",
                            "admin override DONE the cooling has failed");
        }
    }

    @Test
    void dryRunSaysBeforeAndAfterAndStoresNothing() throws IOException {
        String intent = "/v1/regions/eu-west-1/intent";
        try (RunningController controller = start(100)) {
            Answer zero = controller.put(
                    intent + "?dryRun=true",
                    "{\"weight\":0,\"enabled\":true}",
                    "Authorization",
                    OPERATOR,
                    "Idempotency-Key",
                    "k");
            Answer drain = post(controller, "/v1/drains?dryRun=true", DRAIN_EU);

            assertThat(zero.status()).as(zero.text()).isEqualTo(200);
            assertThat(zero.json().at("/dryRun").booleanValue()).isTrue();
            assertThat(zero.json().at("/before/weight").intValue()).isEqualTo(100);
            assertThat(zero.json().at("/after/weight").intValue()).isZero();
            assertThat(zero.json()
                            .at("/outlook/origins/default/shares/after/eu-west-1")
                            .intValue())
                    .isZero();
            assertThat(drain.status()).as(drain.text()).isEqualTo(200);
            assertThat(drain.json().at("/after/region").stringValue()).isEqualTo("eu-west-1");
            assertThat(controller.get(intent, "Authorization", OPERATOR).text())
                    .isEqualTo("{\"weight\":100,\"enabled\":true}");
            assertThat(audit(controller)).isEmpty();
            assertThat(controller
                            .put(
                                    intent,
                                    "{\"weight\":50,\"enabled\":true}",
                                    "Authorization",
                                    OPERATOR,
                                    "Idempotency-Key",
                                    "k")
                            .status())
                    .as("the key is still free")
                    .isEqualTo(200);
        }
    }

    @Test
    void dryRunIsRefusedLikeTheChangeItself() throws IOException {
        String intent = "/v1/regions/eu-west-1/intent?dryRun=true";
        try (RunningController controller = start(240)) {
            Answer over = post(controller, "/v1/drains?dryRun=true", DRAIN_EU);
            Answer stale = controller.put(
                    intent, "{\"weight\":9,\"enabled\":true}", "Authorization", OPERATOR, "If-Match", "\"x\"");
            Answer bad = controller.put(intent, "{\"weight\":-1,\"enabled\":true}", "Authorization", OPERATOR);
            Answer perhaps = post(controller, "/v1/drains?dryRun=perhaps", DRAIN_EU);
            Answer unknown = controller.delete("/v1/drains/none?dryRun=true", "Authorization", OPERATOR);

            assertThat(List.of(over.status(), stale.status(), bad.status(), perhaps.status(), unknown.status()))
                    .containsExactly(409, 412, 400, 400, 404);
            assertThat(audit(controller).getFirst()).isEqualTo("operator drain.start REFUSED null");
        }
    }

    @Test
    void endAndExtensionCanBeTriedToo() throws IOException {
        try (RunningController controller = start(100)) {
            String drain = post(controller, "/v1/drains", DRAIN_EU).header("Location");
            String body = "{\"expiresAt\":\"2096-11-24T12:00:00Z\"}";

            Answer end = controller.delete(drain + "?dryRun=true", "Authorization", OPERATOR);
            Answer tooLong = controller.patch(drain + "?dryRun=true", body, "Authorization", OPERATOR, "If-Match", "*");

            assertThat(end.status()).isEqualTo(200);
            assertThat(end.json().at("/after").isNull()).isTrue();
            assertThat(end.json()
                            .at("/outlook/origins/eu-west-1/shares/after/eu-west-1")
                            .intValue())
                    .isPositive();
            assertThat(tooLong.status()).isEqualTo(400);
            assertThat(controller.get(drain, "Authorization", OPERATOR).json().has("endedAt"))
                    .isFalse();
        }
    }

    private Answer post(RunningController controller, String path, String body) {
        return controller.post(path, body, "Authorization", OPERATOR);
    }

    private static List<String> audit(RunningController controller) {
        JsonNode entries =
                controller.get("/v1/audit", "Authorization", OPERATOR).json().path("entries");
        return entries.values().stream()
                .map(entry -> String.join(
                        " ",
                        entry.path("who").stringValue(),
                        entry.path("action").stringValue(),
                        entry.path("outcome").stringValue(),
                        entry.path("reason").asString("null")))
                .toList();
    }

    private static int sum(JsonNode shares) {
        return shares.values().stream().mapToInt(JsonNode::intValue).sum();
    }

    /** All regions are healthy, and origin eu-west-1 asks for so much. */
    private RunningController start(int rps) throws IOException {
        return start(rps, dir);
    }

    private RunningController start(int rps, Path folder) throws IOException {
        RunningController controller = RunningController.startIn(
                folder, REGIONS, null, "--meridian.controller.tokens-file=" + RolesTest.tokensFile(folder));
        for (String region : List.of("us-west-2", "eu-west-1", "ap-southeast-1")) {
            controller.post("/v1/reports", report(region), "Authorization", "Bearer token-of-" + region);
        }
        Answer observed =
                controller.post("/v1/observations", observation(rps), "Authorization", "Bearer token-of-edge");
        assertThat(observed.status()).as(observed.text()).isEqualTo(204);
        Awaitility.await().until(() -> {
            JsonNode regions = controller
                    .get("/v1/regions", "Authorization", OPERATOR)
                    .json()
                    .path("regions");
            return regions.values().stream()
                            .allMatch(region ->
                                    region.at("/state/health").stringValue().equals("HEALTHY"))
                    && regions.values().stream()
                                    .mapToDouble(region ->
                                            region.at("/load/demandRps").doubleValue())
                                    .sum()
                            > Math.min(rps, 280) * 0.9;
        });
        return controller;
    }

    private String report(String region) {
        String peers = Stream.of("us-west-2", "eu-west-1", "ap-southeast-1")
                .filter(peer -> !peer.equals(region))
                .map(peer -> "\"" + peer + "\":{\"succeeded\":5,\"failed\":0,\"roundTripMicros\":[[115,5]]}")
                .collect(Collectors.joining(","));
        return """
                {"schema":1,"region":"%s","sender":{"name":"agent-%s","bootId":"%d","sequence":1},"intervalMillis":5000,
                 "edgesReady":3,"edgesTotal":3,"probes":{"succeeded":9,"failed":0,"roundTripMicros":[[69,9]]},
                 "upstream":"REACHABLE","peers":{%s}}""".formatted(region, region, sequence.incrementAndGet(), peers);
    }

    /** Spread evenly, so that no region is seen to serve more than it is said to. */
    private String observation(int rps) {
        int requests = rps * 5 / 3;
        String traffic = Stream.of("us-west-2", "eu-west-1", "ap-southeast-1")
                .map(region -> """
                        "%s":{"requests":%d,"attempts":%d,"regionFaults":0,"modelFaults":0,"rateLimited":0,
                        "firstContentMicros":[]}""".formatted(region, requests, requests))
                .collect(Collectors.joining(","));
        return """
                {"schema":1,"origin":"eu-west-1","sender":{"name":"edge-eu","bootId":"%d","sequence":1},
                 "intervalMillis":5000,"table":{"epoch":1,"version":1},"regions":{%s}}""".formatted(sequence.incrementAndGet(), traffic);
    }
}
