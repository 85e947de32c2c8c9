package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.cli.FakeController.Asked;
import org.junit.jupiter.api.Test;

class SteeringTest extends CommandLineTest {
    private static final String STARTED = """
            {"id": "d-7", "region": "us-west-2", "mode": "GRACEFUL", "reason": "kernel upgrade, CHG-1042", "owner": "ana",
             "startedAt": "2026-11-24T10:00:00Z", "expiresAt": "2026-11-24T12:00:00Z"}""";

    @Test
    void weightKeepsTheRestOfTheIntent() {
        controller.on("GET /v1/regions", 200, REGIONS);
        controller.on("PUT /v1/regions/us-west-2/intent", 200, "{\"weight\": 50, \"enabled\": false}");

        assertThat(run("weight", "us-west-2", "50")).isEqualTo(new Ran(0, "us-west-2: weight 50, disabled\n", ""));

        Asked put = controller.asked().getLast();
        assertThat(put.line()).isEqualTo("PUT /v1/regions/us-west-2/intent");
        assertThat(json(put.body())).isEqualTo(json("{\"weight\": 50, \"enabled\": false}"));
    }

    @Test
    void enableAndDisableKeepTheWeight() {
        controller.on("GET /v1/regions", 200, REGIONS);
        controller.on("PUT /v1/regions/us-west-2/intent", 200, "{\"weight\": 80, \"enabled\": true}");
        controller.on("PUT /v1/regions/eu-west-1/intent", 200, "{\"weight\": 100, \"enabled\": false}");

        assertThat(run("enable", "us-west-2").out()).isEqualTo("us-west-2: weight 80, enabled\n");
        assertThat(json(controller.asked().getLast().body())).isEqualTo(json("{\"weight\": 80, \"enabled\": true}"));

        assertThat(run("disable", "eu-west-1").out()).isEqualTo("eu-west-1: weight 100, disabled\n");
        assertThat(json(controller.asked().getLast().body())).isEqualTo(json("{\"weight\": 100, \"enabled\": false}"));
    }

    @Test
    void anUnknownRegionIsNamedWithThoseThatThereAre() {
        controller.on("GET /v1/regions", 200, REGIONS);

        assertThat(run("weight", "mars", "1"))
                .isEqualTo(new Ran(1, "", "meridian: there is no region mars (there are: eu-west-1, us-west-2)\n"));
        assertThat(controller.asked()).hasSize(1);
    }

    @Test
    void anIntentThatCannotBeReadIsNotReplaced() {
        controller.on("GET /v1/regions", 200, "{\"regions\": {\"us-west-2\": {\"weight\": 100}}}");

        Ran ran = run("weight", "us-west-2", "50");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err())
                .contains("the answer is not in the form that this version knows")
                .hasLineCount(1);
        assertThat(controller.asked()).hasSize(1);
    }

    @Test
    void drainStartSendsTheGoldenDrain() {
        controller.on("POST /v1/drains", 201, STARTED);

        Ran ran = run("drain", "start", "us-west-2", "--reason", "kernel upgrade, CHG-1042");

        assertThat(json(controller.asked().getLast().body())).isEqualTo(json(FakeController.golden("drain.json")));
        assertThat(ran)
                .isEqualTo(new Ran(
                        0,
                        "draining us-west-2 until 2026-11-24T12:00:00Z; to end it earlier: meridian drain end d-7\n",
                        ""));
    }

    @Test
    void emergencyDrainWithItsOwnEnd() {
        controller.on("POST /v1/drains", 201, STARTED);

        run("drain", "start", "us-west-2", "--reason", "flood", "--expires", "45m", "--emergency");

        assertThat(json(controller.asked().getLast().body())).isEqualTo(json("""
                                {"region": "us-west-2", "mode": "EMERGENCY", "reason": "flood",
                                 "expiresAt": "2026-11-24T10:45:00Z"}"""));
    }

    @Test
    void drainEndTakesAnIdOrARegion() {
        controller.on("GET /v1/drains", 200, DRAINS);
        controller.on("DELETE /v1/drains/d-1", 204, "");
        controller.on("DELETE /v1/drains/d-2", 204, "");

        assertThat(run("drain", "end", "d-1")).isEqualTo(new Ran(0, "ended drain d-1 of eu-west-1\n", ""));
        assertThat(run("drain", "end", "us-west-2")).isEqualTo(new Ran(0, "ended drain d-2 of us-west-2\n", ""));
        assertThat(controller.asked())
                .extracting(Asked::line)
                .contains("DELETE /v1/drains/d-1", "DELETE /v1/drains/d-2");
    }

    @Test
    void drainEndOfNothingIsRefused() {
        controller.on("GET /v1/drains", 200, DRAINS);

        assertThat(run("drain", "end", "d-9"))
                .isEqualTo(new Ran(1, "", "meridian: no drain has the id or region \"d-9\"\n"));
    }
}
