package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The regions file changes under a running controller. */
final class RegionsReloadTest {
    @TempDir
    Path dir;

    @Test
    void newEndpointAndWeightReachTheTableAndWhatAnOperatorSetStays() throws IOException {
        try (RunningController controller = RunningController.start(dir)) {
            controller.put("/v1/regions/eu-west-1/intent", "{\"weight\": 40, \"enabled\": true}");
            replace(RunningController.REGIONS
                    .replace(
                            "internal-ai-proxy-us.ai-services.svc.cluster.local, weight: 100", "us.example, weight: 50")
                    .replace(
                            "eu.ai-services.svc.cluster.local, weight: 100",
                            "eu.ai-services.svc.cluster.local, weight: 7"));
            awaitReloads(controller, "applied");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> controller.get("/v1/table").text().contains("http://us.example:8080"));
            assertThat(controller.get("/v1/regions").json().findValues("weight").toString())
                    .contains("50", "40", "80")
                    .doesNotContain("100", "7");
        }
    }

    @Test
    void newLabelsAndDemandsReachTheTable() throws IOException {
        try (RunningController controller = RunningController.start(dir)) {
            replace(RunningController.REGIONS.replace(
                            "eu.ai-services.svc.cluster.local, weight: 100",
                            "eu.ai-services.svc.cluster.local, residency: eu, weight: 100")
                    + "\norigins: [{name: eu-west-1, residency: eu}]\n");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> controller
                            .get("/v1/table")
                            .json()
                            .at("/origins/eu-west-1/residency/0")
                            .isString());
            var table = controller.get("/v1/table").json();
            assertThat(table.at("/regions/eu-west-1/labels/0").stringValue()).isEqualTo("eu");
            assertThat(table.at("/origins/eu-west-1/shares/eu-west-1").intValue())
                    .isEqualTo(10_000);
            assertThat(table.at("/origins/us-west-2/residency").isEmpty()).isTrue();
        }
    }

    @Test
    void badVersionIsRefusedAndTheOneBeforeGoesOn() throws IOException {
        try (RunningController controller = RunningController.start(dir)) {
            String before = controller.get("/v1/table").json().path("regions").toString();
            replace("regions: [{name: us-west-2, endpoint: us.example, weight: 100}]\n");
            awaitReloads(controller, "refused");
            assertThat(controller.get("/v1/table").json().path("regions").toString())
                    .isEqualTo(before);
        }
    }

    private static void awaitReloads(RunningController controller, String result) {
        String line = "meridian_controller_config_reloads_total{file=\"regions-file\",result=\"" + result + "\"} 1.0";
        await().atMost(Duration.ofSeconds(10))
                .until(() -> controller.get("/metrics").text().contains(line));
    }

    private void replace(String text) throws IOException {
        Path next = Files.writeString(dir.resolve("next.yaml"), text);
        Files.move(
                next, dir.resolve("regions.yaml"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
