package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What agents, edges and operators can do with a controller. */
final class ControllerTest {
    @TempDir
    Path dir;

    @Test
    void tableIsThereFromTheFirstRequestOn() {
        try (RunningController controller = start()) {
            Answer table = controller.get("/v1/table");

            assertThat(table.status()).isEqualTo(200);
            assertThat(table.header("ETag")).isEqualTo("\"1.1\"");
            assertThat(table.json().at("/origins/default/shares/us-west-2").intValue())
                    .isBetween(3571, 3572);
            assertThat(controller.get("/health").status()).isEqualTo(200);
            assertThat(controller.get("/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void waitingCallerGetsTheNextTableAtOnce() throws Exception {
        try (RunningController controller = start()) {
            String known = controller.get("/v1/table").header("ETag");
            CompletableFuture<Answer> waiting =
                    CompletableFuture.supplyAsync(() -> controller.get("/v1/table?wait=25", "If-None-Match", known));
            Awaitility.await().until(() -> controller.get("/metrics").text().contains("table_waiting 1.0"));

            controller.put("/v1/regions/eu-west-1/intent", "{\"weight\": 0, \"enabled\": true}");
            Answer woken = waiting.get(20, TimeUnit.SECONDS);

            assertThat(woken.status()).isEqualTo(200);
            assertThat(woken.header("ETag")).isEqualTo("\"1.2\"");
            assertThat(woken.json().at("/origins/default/shares/eu-west-1").intValue())
                    .isZero();
        }
    }

    @Test
    void waitingCallerHearsThatNothingChanged() {
        try (RunningController controller = start()) {
            String known = controller.get("/v1/table").header("ETag");

            Answer unchanged = controller.get("/v1/table?wait=1", "If-None-Match", known);

            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.header("ETag")).isEqualTo(known);
            assertThat(unchanged.text()).isEmpty();
        }
    }

    @Test
    void callerMayWaitLongerThanAConnectionMayBeIdle() {
        try (RunningController controller = RunningController.start(
                dir, new ProportionalPolicy(), "--server.jetty.connection-idle-timeout=300ms")) {
            String known = controller.get("/v1/table").header("ETag");

            assertThat(controller
                            .get("/v1/table?wait=2", "If-None-Match", known)
                            .status())
                    .isEqualTo(304);
        }
    }

    @Test
    void bodiesThatDoNotComeKeepNobodyElseOut() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (RunningController controller = RunningController.start(
                dir,
                new ProportionalPolicy(),
                "--meridian.controller.limits.message-calls=4000",
                "--meridian.controller.limits.message-rate=10000")) {
            for (int i = 0; i < 300; i++) {
                Socket one = new Socket(InetAddress.getLoopbackAddress(), controller.port());
                slow.add(one);
                one.getOutputStream().write("""
                                POST /v1/reports HTTP/1.1\r
                                Host: a\r
                                Content-Type: application/json\r
                                Content-Length: 100\r
                                \r
                                """.getBytes(StandardCharsets.US_ASCII));
            }
            Awaitility.await()
                    .until(() -> controller
                            .get("/metrics")
                            .text()
                            .contains("meridian_controller_calls{kind=\"message\"} 300.0"));

            assertThat(controller.get("/health").status()).isEqualTo(200);
        } finally {
            for (Socket one : slow) {
                one.close();
            }
        }
    }

    @Test
    void reportAndObservationOfTheContractAreTaken() throws IOException {
        try (RunningController controller = start()) {
            assertThat(controller.post("/v1/reports", golden("report.json")).status())
                    .isEqualTo(204);
            assertThat(controller
                            .post("/v1/observations", golden("observation.json"))
                            .status())
                    .isEqualTo(204);

            Awaitility.await()
                    .until(() -> controller
                            .get("/v1/regions")
                            .json()
                            .at("/regions/eu-west-1/state/health")
                            .stringValue()
                            .equals("HEALTHY"));
            assertThat(controller
                            .get("/v1/regions")
                            .json()
                            .at("/regions/eu-west-1/agents/fresh")
                            .intValue())
                    .isOne();
            assertThat(controller
                            .get("/v1/regions")
                            .json()
                            .at("/regions/us-west-2/edges/known")
                            .intValue())
                    .isOne();
        }
    }

    @Test
    void clusterOfARegionIsShownAndCounted() throws IOException {
        try (RunningController controller = start()) {
            assertThat(controller
                            .get("/v1/regions")
                            .json()
                            .at("/regions/eu-west-1/cluster")
                            .isNull())
                    .isTrue();

            controller.post("/v1/reports", golden("report.json"));

            JsonNode cluster = controller.get("/v1/regions").json().at("/regions/eu-west-1/cluster");
            assertThat(cluster.at("/view").stringValue()).isEqualTo("CURRENT");
            assertThat(cluster.at("/ageMillis").longValue()).isBetween(0L, 60_000L);
            assertThat(cluster.at("/edgesTotal").intValue()).isEqualTo(3);
            assertThat(cluster.at("/pods/ready").intValue()).isEqualTo(2);
            assertThat(cluster.at("/pending/RESOURCES").intValue()).isOne();
            assertThat(cluster.at("/nodes").toString()).contains("[\"CORDONED\"]");
            assertThat(controller.get("/metrics").text())
                    .contains("region_pods{region=\"eu-west-1\",state=\"ready\"} 2.0")
                    .contains("region_pods{region=\"us-west-2\",state=\"ready\"} NaN")
                    .contains("region_pods_pending{reason=\"resources\",region=\"eu-west-1\"} 1.0");
        }
    }

    @Test
    void drainAndWeightSurviveARestart() {
        String drainId;
        try (RunningController controller = start()) {
            Answer intent = controller.put("/v1/regions/us-west-2/intent", "{\"weight\": 7, \"enabled\": true}");
            assertThat(intent.status()).isEqualTo(200);
            Answer drain = controller.post("/v1/drains", drainOf("eu-west-1", 2));
            assertThat(drain.status()).isEqualTo(201);
            assertThat(drain.header("Location"))
                    .isEqualTo("/v1/drains/" + drain.json().at("/id").stringValue());
            drainId = drain.json().at("/id").stringValue();
        }
        try (RunningController controller = start()) {
            assertThat(controller.get("/v1/drains").json().at("/drains/0/id").stringValue())
                    .isEqualTo(drainId);
            assertThat(controller
                            .get("/v1/regions")
                            .json()
                            .at("/regions/us-west-2/intent/weight")
                            .intValue())
                    .isEqualTo(7);
            assertThat(controller
                            .get("/v1/table")
                            .json()
                            .at("/origins/default/shares/eu-west-1")
                            .intValue())
                    .isZero();
            assertThat(controller
                            .get("/v1/decisions/latest")
                            .json()
                            .at("/states/eu-west-1/health")
                            .stringValue())
                    .isEqualTo("DRAINED");
            assertThat(controller.delete("/v1/drains/" + drainId).status()).isEqualTo(204);
            Awaitility.await()
                    .until(() -> controller
                                    .get("/v1/table")
                                    .json()
                                    .at("/version/epoch")
                                    .intValue()
                            == 2);
        }
    }

    @Test
    void tableIsCompressedForWhoTakesIt() {
        try (RunningController controller = start()) {
            Answer plain = controller.get("/v1/table");
            Answer compressed = controller.get("/v1/table", "Accept-Encoding", "br, gzip");

            assertThat(plain.header("Content-Encoding")).isEmpty();
            assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(compressed.header("Vary")).contains("Accept-Encoding");
            assertThat(compressed.response().body())
                    .hasSizeLessThan(plain.response().body().length);
        }
    }

    @Test
    void stoppingLetsWaitingCallersGo() throws Exception {
        RunningController controller = start();
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> controller.get(
                "/v1/table?wait=60",
                "If-None-Match",
                controller.get("/v1/table").header("ETag")));
        Awaitility.await().until(() -> controller.get("/metrics").text().contains("table_waiting 1.0"));

        controller.stop();

        assertThat(waiting.get(20, TimeUnit.SECONDS).status()).isEqualTo(304);
        controller.close();
    }

    @Test
    void secondDrainIsAConflictThatShowsTheFirst() {
        try (RunningController controller = start()) {
            Answer first = controller.post("/v1/drains", drainOf("eu-west-1", 1));
            Answer second = controller.post("/v1/drains", drainOf("eu-west-1", 1));
            controller.post("/v1/drains", drainOf("us-west-2", 1));
            Answer last = controller.post("/v1/drains", drainOf("ap-southeast-1", 1));

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.json().at("/drain/id")).isEqualTo(first.json().at("/id"));
            assertThat(last.status()).isEqualTo(409);
            assertThat(last.json().at("/detail").stringValue()).contains("would leave no enabled region");
        }
    }

    @Test
    void endedDrainsAreListedWhereTheyAreAskedFor() {
        try (RunningController controller = start()) {
            String location =
                    controller.post("/v1/drains", drainOf("eu-west-1", 1)).header("Location");
            assertThat(controller.delete(location).status()).isEqualTo(204);
            assertThat(controller.delete(location).status()).isEqualTo(204);

            assertThat(controller.get("/v1/drains").json().toString()).isEqualTo("{\"drains\":[],\"streams\":{}}");
            assertThat(controller
                            .get("/v1/drains?all=true")
                            .json()
                            .at("/ended/0/endedBy")
                            .stringValue())
                    .isEqualTo("anonymous@loopback");
        }
    }

    @Test
    void successorTakesOverAndTheFormerControllerIsNotReady() {
        try (RunningController former = start();
                RunningController successor = start()) {
            Awaitility.await().until(() -> former.get("/ready").status() == 503);

            assertThat(successor.get("/ready").status()).isEqualTo(200);
            assertThat(former.get("/health").status()).isEqualTo(200);
            assertThat(former.get("/v1/table").status()).isEqualTo(200);
            Answer refused = former.put("/v1/regions/eu-west-1/intent", "{\"weight\":1,\"enabled\":true}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("nothing was changed");
        }
    }

    static String drainOf(String region, int hours) {
        Instant end = Instant.now().plus(hours, ChronoUnit.HOURS);
        return "{\"region\":\"%s\",\"reason\":\"kernel upgrade\",\"expiresAt\":\"%s\"}".formatted(region, end);
    }

    static String golden(String name) throws IOException {
        try (var in = ControllerTest.class.getResourceAsStream("/wire/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private RunningController start() {
        return RunningController.start(dir, new ProportionalPolicy());
    }
}
