package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Why an origin is sent where it is, and by whose word. */
final class ExplainTest {
    @TempDir
    Path dir;

    @Test
    void shareIsExplainedWithItsNumbersAndWhatHoldsIt() throws IOException {
        try (RunningController controller = RunningController.start(dir)) {
            controller.post("/v1/observations", ControllerTest.golden("observation.json"));
            controller.post("/v1/reports", ControllerTest.golden("report.json"));
            String pin = HoldsTest.held("test", Duration.ofHours(1))
                    .replaceFirst("\\{", "{\"shares\": {\"eu-west-1\": 10000},");
            controller.put("/v1/pins/us-west-2", pin);
            Awaitility.await()
                    .until(() -> explain(controller, "us-west-2")
                                    .at("/shares/eu-west-1/share")
                                    .asInt()
                            == 10_000);

            JsonNode explained = explain(controller, "us-west-2");
            assertThat(explained.at("/listedAs").stringValue()).isEqualTo("us-west-2");
            assertThat(explained.at("/demandRps").doubleValue()).isPositive();
            assertThat(explained.at("/freeze").isNull()).isTrue();
            assertThat(explained.at("/pin/owner").stringValue()).isEqualTo("anonymous@loopback");
            JsonNode share = explained.at("/shares/eu-west-1");
            assertThat(share.at("/intent/weight").intValue()).isEqualTo(100);
            assertThat(share.at("/state/health").isMissingNode()).isFalse();
            assertThat(share.at("/load/demandRps").doubleValue()).isPositive();
            assertThat(share.at("/streams/running").intValue()).isEqualTo(17);
            assertThat(share.at("/streams/silent").intValue()).isZero();
            assertThat(share.at("/reasons")
                            .get(share.at("/reasons").size() - 1)
                            .at("/because")
                            .stringValue())
                    .startsWith("origin us-west-2 pinned by anonymous@loopback");
        }
    }

    @Test
    void originThatIsNotListedObeysTheDefault() {
        try (RunningController controller = RunningController.start(dir)) {
            JsonNode explained = explain(controller, "elsewhere");

            assertThat(explained.at("/origin").stringValue()).isEqualTo("elsewhere");
            assertThat(explained.at("/listedAs").stringValue()).isEqualTo("default");
            assertThat(explained.at("/shares")).hasSize(3);
            assertThat(controller.get("/v1/explain").json().at("/origin").stringValue())
                    .isEqualTo("default");
            assertThat(controller.get("/v1/explain?origin=No").status()).isEqualTo(400);
        }
    }

    @Test
    void sendersShowWhoIsStaleAndWhoRunsWhichTable() throws IOException {
        try (RunningController controller =
                RunningController.start(dir, "--meridian.controller.policy.trust-full=1s")) {
            controller.post("/v1/observations", ControllerTest.golden("observation.json"));
            controller.post("/v1/reports", ControllerTest.golden("report.json"));

            JsonNode senders = controller.get("/v1/senders").json();
            assertThat(senders.at("/agents/0/place").stringValue()).isEqualTo("eu-west-1");
            assertThat(senders.at("/agents/0/table").isNull()).isTrue();
            assertThat(senders.at("/agents/0/sequence").intValue()).isEqualTo(42);
            assertThat(senders.at("/edges/0/name").stringValue()).isEqualTo("edge-us-0");
            assertThat(senders.at("/edges/0/table/version").intValue()).isEqualTo(12);
            assertThat(senders.at("/edges/0/freshness").stringValue()).isEqualTo("FRESH");
            assertThat(senders.at("/stale")).isEmpty();
            assertThat(senders.at("/behind/0").stringValue()).isEqualTo("edge us-west-2/edge-us-0");

            Awaitility.await()
                    .until(() ->
                            controller.get("/v1/senders").json().at("/stale").size() == 2);
            assertThat(controller.get("/v1/senders").json().at("/stale/1").stringValue())
                    .isEqualTo("edge us-west-2/edge-us-0");
        }
    }

    private static JsonNode explain(RunningController controller, String origin) {
        return controller.get("/v1/explain?origin=" + origin).json();
    }
}
