package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller with the decision as it ships. */
final class RealPolicyTest {
    @TempDir
    Path dir;

    @Test
    void weightsOfTheFileAreTheSharesOfTheTableBeforeAnyReport() {
        try (RunningController controller = RunningController.start(dir)) {
            assertThat(shares(controller))
                    .isEqualTo(Map.of("ap-southeast-1", 2858, "eu-west-1", 3571, "us-west-2", 3571));
        }
    }

    @Test
    void emergencyDrainEmptiesARegionAndItsEndBringsItBackByARamp() {
        try (RunningController controller = RunningController.start(dir)) {
            String drain = ControllerTest.drainOf("eu-west-1", 1).replace("{", "{\"mode\":\"EMERGENCY\",");
            Answer started = controller.post("/v1/drains", drain);
            assertThat(started.status()).as(started.text()).isEqualTo(201);
            Awaitility.await().until(() -> shares(controller).getOrDefault("eu-west-1", 0) == 0);
            assertThat(region(controller, "state/health")).isEqualTo("DRAINED");

            controller.delete(started.header("Location"));

            Awaitility.await().until(() -> shares(controller).getOrDefault("eu-west-1", 0) > 0);
            assertThat(region(controller, "state/health")).isEqualTo("RECOVERING");
            assertThat(shares(controller).getOrDefault("eu-west-1", 0)).isLessThan(1_000);
        }
    }

    @Test
    void everyShareHasItsReasons() {
        try (RunningController controller = RunningController.start(dir)) {
            var decision = controller.get("/v1/decisions/latest").json();

            assertThat(decision.at("/reasons/default/us-west-2").size()).isPositive();
            assertThat(decision.at("/reasons/default/us-west-2/0/because").stringValue())
                    .isNotEmpty();
            assertThat(decision.at("/states").size()).isEqualTo(3);
        }
    }

    @Test
    void repeatedReportIsAnsweredLikeTheFirstAndCountsOnce() throws IOException {
        try (RunningController controller = RunningController.start(dir)) {
            String report = ControllerTest.golden("report.json");
            assertThat(controller.post("/v1/reports", report).status()).isEqualTo(204);
            assertThat(controller.post("/v1/reports", report).status()).isEqualTo(204);
            assertThat(controller
                            .post("/v1/reports", report.replace("\"sequence\": 42", "\"sequence\": 41"))
                            .status())
                    .isEqualTo(204);

            assertThat(controller.get("/metrics").text())
                    .contains("meridian_controller_messages_total{kind=\"report\",outcome=\"accepted\"} 1.0")
                    .contains("meridian_controller_messages_total{kind=\"report\",outcome=\"stale\"} 2.0");
        }
    }

    private static String region(RunningController controller, String path) {
        return controller
                .get("/v1/regions")
                .json()
                .at("/regions/eu-west-1/" + path)
                .stringValue();
    }

    private static Map<String, Integer> shares(RunningController controller) {
        Map<String, Integer> shares = new TreeMap<>();
        controller
                .get("/v1/table")
                .json()
                .at("/origins/default/shares")
                .forEachEntry((region, share) -> shares.put(region, share.intValue()));
        return shares;
    }
}
