package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.controller.store.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller whose disk is full serves its table, refuses changes with the reason, and goes on by itself. */
final class FullDiskTest {
    @TempDir
    Path dir;

    @Test
    void tableIsServedChangesAreRefusedAndItGoesOnByItself() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(dir.resolve("data"));
                RunningController controller = RunningController.start(dir, new ProportionalPolicy())) {
            assertThat(put(controller, 7).status()).isEqualTo(200);
            disk.fill();
            Answer refused = firstRefusal(controller);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().path("detail").stringValue())
                    .isEqualTo("the store did not take it, nothing was changed: the disk is full");
            assertThat(controller.get("/ready").text()).isEqualTo("{\"status\":\"UP\",\"store\":\"the disk is full\"}");
            assertThat(controller.get("/ready").status()).isEqualTo(200);
            assertThat(controller.get("/v1/table").status()).isEqualTo(200);
            assertThat(controller.get("/metrics").text()).contains("meridian_controller_store_trouble 1.0");

            disk.makeRoom();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> !controller.get("/ready").text().contains("disk"));
            assertThat(put(controller, 8).status()).isEqualTo(200);
            assertThat(controller.get("/metrics").text()).contains("meridian_controller_store_trouble 0.0");
        }
    }

    private static Answer firstRefusal(RunningController controller) {
        for (int weight = 1; weight < 1_000; weight++) {
            Answer answer = put(controller, weight);
            if (answer.status() != 200) {
                return answer;
            }
        }
        throw new AssertionError("a full disk takes everything");
    }

    private static Answer put(RunningController controller, int weight) {
        return controller.put("/v1/regions/us-west-2/intent", "{\"weight\":" + weight + ",\"enabled\":true}");
    }
}
