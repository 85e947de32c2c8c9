package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.controller.store.AbortedDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller whose disk turns read-only serves its table and refuses changes with the reason, until that is mended and it is restarted. */
final class ReadOnlyDiskTest {
    /** The first write fails, and the next connection finds the file read-only; a decision may be either. */
    private static final String REASON = "(the disk fails|its file is read-only)";

    @TempDir
    Path dir;

    @Test
    void tableIsServedChangesAreRefusedAndTheNextStartGoesOn() throws IOException {
        try (AbortedDisk disk = AbortedDisk.mount(dir.resolve("image"), dir.resolve("data"))) {
            try (RunningController controller = RunningController.start(dir, new ProportionalPolicy())) {
                assertThat(put(controller, 7).status()).isEqualTo(200);
                Awaitility.await()
                        .until(() -> controller.get("/v1/table").text().contains("\"version\":2}"));
                String table = controller.get("/v1/table").text();
                disk.turnReadOnly();
                Answer refused = put(controller, 8);

                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.json().path("detail").stringValue())
                        .matches("the store did not take it, nothing was changed: " + REASON);
                assertThat(controller.get("/ready").status()).isEqualTo(200);
                assertThat(controller.get("/ready").text())
                        .matches("\\{\"status\":\"UP\",\"store\":\"" + REASON + "\"}");
                assertThat(controller.get("/v1/table").text()).isEqualTo(table);
                assertThat(controller.get("/metrics").text()).contains("meridian_controller_store_trouble 1.0");
                assertThat(controller.get("/v1/regions").text()).contains("\"weight\":7");
            }
            disk.mend();
            try (RunningController controller = RunningController.start(dir, new ProportionalPolicy())) {
                assertThat(controller.get("/v1/regions").text()).contains("\"weight\":7");
                Awaitility.await().until(() -> put(controller, 8).status() == 200);
                assertThat(controller.get("/metrics").text()).contains("meridian_controller_store_trouble 0.0");
            }
        }
    }

    private static Answer put(RunningController controller, int weight) {
        return controller.put("/v1/regions/us-west-2/intent", "{\"weight\":" + weight + ",\"enabled\":true}");
    }
}
