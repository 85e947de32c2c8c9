package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two edges of one origin, which poll and observe; a pin sends all of its requests elsewhere. */
final class CanaryTest {
    private static final String FIRST = "edge-0";
    private static final String SECOND = "edge-1";

    @TempDir
    Path dir;

    private int sequence;

    @Test
    void harmfulChangeReachesOneEdgeAndIsTakenBackFromIt() throws IOException {
        try (RunningController controller = start("1h")) {
            String before = version(controller, SECOND);
            CompletableFuture<Answer> parkedFirst = park(controller, FIRST, before);
            CompletableFuture<Answer> parkedSecond = park(controller, SECOND, before);
            pin(controller);

            Answer tried = parkedFirst.join();
            assertThat(tried.status()).isEqualTo(200);
            assertThat(tried.json().at("/origins/us-west-2/shares/eu-west-1").intValue())
                    .isEqualTo(10_000);
            assertThat(version(controller, SECOND)).isEqualTo(before);
            assertThat(parkedSecond).isNotDone();

            Awaitility.await().until(() -> {
                observe(controller, FIRST, 100);
                observe(controller, SECOND, 0);
                return controller.get("/v1/decisions/latest").text().contains("was taken back");
            });
            Answer after = parkedSecond.join();
            assertThat(after.header("ETag")).isNotEqualTo(before);
            Awaitility.await().until(() -> version(controller, FIRST).equals(version(controller, SECOND)));
            assertThat(after.json().at("/version/version").intValue())
                    .isGreaterThan(tried.json().at("/version/version").intValue());
            assertThat(after.json().at("/origins/us-west-2/shares/eu-west-1").intValue())
                    .isLessThan(10_000);
            assertThat(controller.get("/v1/explain").text()).doesNotContain("is not obeyed");
            assertThat(controller.get("/v1/audit?limit=1000").text()).contains("table.withdraw", "100.00 % of ");
            assertThat(controller.get("/v1/tables").text())
                    .contains("is tried until", "was taken back: of edge us-west-2/edge-0 100.00 % of ");
        }
    }

    @Test
    void changeThatDoesNoHarmGoesToEverybodyAfterItsTime() throws IOException {
        try (RunningController controller = start("1s")) {
            String before = version(controller, SECOND);
            pin(controller);
            Awaitility.await().until(() -> !version(controller, FIRST).equals(before));

            Awaitility.await().until(() -> !version(controller, SECOND).equals(before));
            assertThat(table(controller, SECOND)
                            .json()
                            .at("/origins/us-west-2/shares/eu-west-1")
                            .intValue())
                    .isEqualTo(10_000);
            assertThat(version(controller, FIRST)).isEqualTo(version(controller, SECOND));
        }
    }

    @Test
    void trialGoesOnOverARestart() throws IOException {
        String before;
        try (RunningController controller = start("1h")) {
            before = version(controller, SECOND);
            pin(controller);
            Awaitility.await().until(() -> !version(controller, FIRST).equals(before));
        }
        try (RunningController controller = RunningController.start(dir, settings("1h"))) {
            JsonNode all = table(controller, SECOND).json();
            assertThat(all.at("/version/epoch").intValue()).isEqualTo(2);
            assertThat(all.at("/origins/us-west-2/shares/eu-west-1").intValue()).isLessThan(10_000);
            assertThat(table(controller, FIRST)
                            .json()
                            .at("/origins/us-west-2/shares/eu-west-1")
                            .intValue())
                    .isEqualTo(10_000);
        }
    }

    private RunningController start(String time) throws IOException {
        RunningController controller = RunningController.start(dir, settings(time));
        // With the same table the first of them by name is the canary.
        Awaitility.await().until(() -> {
            observe(controller, FIRST, 0);
            observe(controller, SECOND, 0);
            JsonNode edges = controller.get("/v1/senders").json().at("/edges");
            boolean same = edges.at("/0/table").equals(edges.at("/1/table"));
            JsonNode demand =
                    controller.get("/v1/explain?origin=us-west-2").json().at("/demandRps");
            return same && demand.doubleValue() > 0;
        });
        return controller;
    }

    private static String[] settings(String time) {
        return new String[] {
            "--meridian.controller.policy.headroom=1.0", "--meridian.controller.policy.canary-time=" + time,
        };
    }

    /** What an edge says that has taken the table which is meant for it. */
    private void observe(RunningController controller, String edge, int faults) throws IOException {
        JsonNode runs = table(controller, edge).json().at("/version");
        String observation = ControllerTest.golden("observation.json")
                .replace("edge-us-0", edge)
                .replace("\"sequence\": 7", "\"sequence\": " + ++sequence)
                .replace("{\"epoch\": 1, \"version\": 12}", runs.toString())
                .replaceAll("(?s)\"regions\": .*", """
                        "regions": {"eu-west-1": {"requests": 100, "attempts": 100, "regionFaults": %d,
                        "modelFaults": 0, "rateLimited": 0, "firstContentMicros": []}}}""".formatted(faults));
        assertThat(controller.post("/v1/observations", observation).status()).isEqualTo(204);
    }

    private static void pin(RunningController controller) {
        Answer pinned = controller.put(
                "/v1/pins/us-west-2",
                "{\"shares\": {\"eu-west-1\": 10000}, \"reason\": \"by mistake\", \"expiresAt\": \""
                        + Instant.now().plusSeconds(3_600) + "\"}");
        assertThat(pinned.status()).as(pinned.text()).isEqualTo(200);
    }

    private static CompletableFuture<Answer> park(RunningController controller, String edge, String known) {
        return CompletableFuture.supplyAsync(() -> controller.get(path(edge) + "&wait=25", "If-None-Match", known));
    }

    private static String version(RunningController controller, String edge) {
        return table(controller, edge).header("ETag");
    }

    private static Answer table(RunningController controller, String edge) {
        return controller.get(path(edge));
    }

    private static String path(String edge) {
        return "/v1/table?origin=us-west-2&edge=" + edge;
    }
}
