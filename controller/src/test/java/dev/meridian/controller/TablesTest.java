package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The tables of the past, and the way back, with the decision as it ships. */
final class TablesTest {
    private static final String INTENT = "/v1/regions/us-west-2/intent";

    @TempDir
    Path dir;

    @Test
    void everyTableIsKeptWithWhyItChangedOverARestart() {
        try (RunningController controller = RunningController.start(dir)) {
            change(controller, 10);
        }
        try (RunningController controller = RunningController.start(dir)) {
            Awaitility.await().until(() -> versions(controller, "").size() == 3);

            List<JsonNode> tables = tables(controller, "");
            assertThat(versions(controller, "")).containsExactly("1.1", "1.2", "2.2");
            assertThat(tables.get(0).at("/why/0").stringValue()).isEqualTo("the first table");
            assertThat(tables.get(1).at("/why").toString())
                    .contains("share of us-west-2 from default 35.71 % -> 5.26 %, by weight: weight 10 of 190");
            assertThat(tables.get(2).at("/why/0").stringValue()).isEqualTo("epoch 2 begins, and nothing else changes");
            assertThat(versions(controller, "?after=1.1&limit=1")).containsExactly("1.2");
            assertThat(controller
                            .get("/v1/tables/1.1")
                            .json()
                            .at("/table/origins/default/shares/us-west-2")
                            .intValue())
                    .isEqualTo(3_571);
        }
    }

    @Test
    void historyIsBounded() {
        try (RunningController controller = RunningController.start(dir, "--meridian.controller.table-history=2")) {
            change(controller, 10);
            change(controller, 20);

            assertThat(versions(controller, "")).containsExactly("1.2", "1.3");
            Answer gone = controller.get("/v1/tables/1.1");
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.json().at("/detail").stringValue())
                    .isEqualTo("table 1.1 is not kept, the oldest that is kept is 1.2");
        }
    }

    @Test
    void diffShowsOnlyWhatDiffers() {
        try (RunningController controller = RunningController.start(dir)) {
            change(controller, 10);

            JsonNode diff = controller.get("/v1/tables/1.1/diff/1.2").json();
            assertThat(diff.at("/origins/default/shares/us-west-2").toString())
                    .isEqualTo("{\"before\":3571,\"after\":526}");
            assertThat(diff.at("/origins/default/shed").isMissingNode()).isTrue();
            assertThat(diff.at("/regions")).isEmpty();
            assertThat(controller.get("/v1/tables/1.2/diff/1.2").json().at("/origins"))
                    .isEmpty();
        }
    }

    @Test
    void rollbackHoldsTheSharesOfAFormerTableUntilItsPinsEnd() {
        try (RunningController controller = RunningController.start(dir)) {
            change(controller, 10);

            Answer back =
                    controller.post("/v1/tables/1.1/rollback", HoldsTest.held("bad weights", Duration.ofHours(1)));

            assertThat(back.status()).as(back.text()).isEqualTo(200);
            assertThat(back.json().at("/pins").size()).isEqualTo(4);
            Awaitility.await().until(() -> share(controller) == 3_571);
            change(controller, 20, 3_571);
            JsonNode told = controller.get("/v1/audit").json().at("/entries/1");
            assertThat(told.path("action").stringValue()).isEqualTo("table.rollback");
            assertThat(told.path("target").stringValue()).isEqualTo("table 1.1");
            assertThat(told.path("reason").stringValue()).isEqualTo("bad weights");
            for (String origin : controller.get("/v1/pins").json().at("/pins").propertyNames()) {
                controller.delete("/v1/pins/" + origin);
            }
            Awaitility.await().until(() -> share(controller) != 3_571);
        }
    }

    @Test
    void badVersionsAndLimitsAreNamed() {
        try (RunningController controller = RunningController.start(dir)) {
            for (String path : List.of("/v1/tables/1", "/v1/tables/1.x", "/v1/tables?after=7", "/v1/tables?limit=0")) {
                assertThat(controller.get(path).status()).as(path).isEqualTo(400);
            }
            assertThat(controller
                            .post("/v1/tables/9.9/rollback", HoldsTest.held("x", Duration.ofHours(1)))
                            .status())
                    .isEqualTo(404);
            assertThat(controller
                            .post("/v1/tables/1.1/rollback", "{\"reason\": \"x\"}")
                            .status())
                    .isEqualTo(400);
        }
    }

    private static void change(RunningController controller, int weight) {
        String before = version(controller);
        controller.put(INTENT, "{\"weight\":%d,\"enabled\":true}".formatted(weight));
        Awaitility.await().until(() -> !version(controller).equals(before));
    }

    private static void change(RunningController controller, int weight, int share) {
        controller.put(INTENT, "{\"weight\":%d,\"enabled\":true}".formatted(weight));
        Awaitility.await()
                .until(() -> controller.get("/v1/decisions/latest").text().contains("weight " + weight + " of "));
        assertThat(share(controller)).isEqualTo(share);
    }

    private static String version(RunningController controller) {
        return controller.get("/v1/table").header("ETag");
    }

    private static int share(RunningController controller) {
        return controller
                .get("/v1/table")
                .json()
                .at("/origins/default/shares/us-west-2")
                .intValue();
    }

    private static List<JsonNode> tables(RunningController controller, String query) {
        return List.copyOf(
                controller.get("/v1/tables" + query).json().path("tables").values());
    }

    private static List<String> versions(RunningController controller, String query) {
        List<String> versions = new ArrayList<>();
        for (JsonNode table : tables(controller, query)) {
            versions.add(table.at("/version/epoch").asInt() + "."
                    + table.at("/version/version").asInt());
        }
        return versions;
    }
}
