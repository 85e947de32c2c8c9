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
        controller.on("GET /v1/regions/us-west-2/intent", 200, "{\"weight\": 80, \"enabled\": false}", "\"seen\"");
        controller.on("PUT /v1/regions/us-west-2/intent", 200, "{\"weight\": 50, \"enabled\": false}");

        assertThat(run("weight", "us-west-2", "50")).isEqualTo(new Ran(0, "us-west-2: weight 50, disabled\n", ""));

        Asked put = controller.asked().getLast();
        assertThat(put.line()).isEqualTo("PUT /v1/regions/us-west-2/intent");
        assertThat(json(put.body())).isEqualTo(json("{\"weight\": 50, \"enabled\": false}"));
        assertThat(put.ifMatch()).isEqualTo("\"seen\"");
        assertThat(put.key()).hasSize(36);
    }

    @Test
    void whatSomebodyElseHasChangedMeanwhileIsNotReplaced() {
        controller.on("GET /v1/regions/us-west-2/intent", 200, "{\"weight\": 80, \"enabled\": true}", "\"seen\"");
        controller.on(
                "PUT /v1/regions/us-west-2/intent",
                412,
                "{\"status\": 412, \"detail\": \"no\", \"current\": {\"weight\": 9, \"enabled\": true}}");

        assertThat(run("weight", "us-west-2", "50"))
                .isEqualTo(
                        new Ran(
                                4,
                                "",
                                "meridian: somebody has changed it meanwhile, it stays as it is: {\"weight\":9,\"enabled\":true}\n"));
    }

    @Test
    void changeWhoseAnswerIsLostIsAskedForOnceMoreUnderTheSameKey() {
        controller.on("POST /v1/drains", 201, STARTED);
        controller.lose(1);

        assertThat(run("drain", "start", "us-west-2", "--reason", "flood").exitCode())
                .isZero();
        assertThat(controller.asked()).hasSize(2);
        assertThat(controller.asked().getFirst()).isEqualTo(controller.asked().getLast());

        controller.lose(2);
        assertThat(run("drain", "start", "us-west-2", "--reason", "flood").exitCode())
                .isEqualTo(3);
        assertThat(controller.asked()).hasSize(4);
        assertThat(controller.asked().getLast().key())
                .isNotEqualTo(controller.asked().getFirst().key());
    }

    @Test
    void overrideIsSentWithItsReason() {
        controller.on("POST /v1/drains", 201, STARTED);
        controller.on("GET /v1/regions/us-west-2/intent", 200, "{\"weight\": 80, \"enabled\": true}", "\"seen\"");
        controller.on("PUT /v1/regions/us-west-2/intent", 200, "{\"weight\": 80, \"enabled\": false}");

        run("drain", "start", "us-west-2", "--reason", "flood", "--override", "the cooling failed");
        run("disable", "us-west-2", "--override", "the cooling failed");

        assertThat(json(controller.asked().getFirst().body())
                        .at("/override/reason")
                        .asString())
                .isEqualTo("the cooling failed");
        assertThat(json(controller.asked().getLast().body()))
                .isEqualTo(json(
                        "{\"weight\": 80, \"enabled\": false, \"override\": {\"reason\": \"the cooling failed\"}}"));
    }

    @Test
    void enableAndDisableKeepTheWeight() {
        controller.on("GET /v1/regions/us-west-2/intent", 200, "{\"weight\": 80, \"enabled\": false}", "\"1\"");
        controller.on("GET /v1/regions/eu-west-1/intent", 200, "{\"weight\": 100, \"enabled\": true}", "\"2\"");
        controller.on("PUT /v1/regions/us-west-2/intent", 200, "{\"weight\": 80, \"enabled\": true}");
        controller.on("PUT /v1/regions/eu-west-1/intent", 200, "{\"weight\": 100, \"enabled\": false}");

        assertThat(run("enable", "us-west-2").out()).isEqualTo("us-west-2: weight 80, enabled\n");
        assertThat(json(controller.asked().getLast().body())).isEqualTo(json("{\"weight\": 80, \"enabled\": true}"));

        assertThat(run("disable", "eu-west-1").out()).isEqualTo("eu-west-1: weight 100, disabled\n");
        assertThat(json(controller.asked().getLast().body())).isEqualTo(json("{\"weight\": 100, \"enabled\": false}"));
    }

    @Test
    void anUnknownRegionIsNamedWithThoseThatThereAre() {
        controller.on(
                "GET /v1/regions/mars/intent",
                404,
                FakeController.problem(404, "there is no region mars, known are a, b"));

        assertThat(run("weight", "mars", "1"))
                .isEqualTo(new Ran(
                        1, "", "meridian: the controller refused (404): there is no region mars, known are a, b\n"));
        assertThat(controller.asked()).hasSize(1);
    }

    @Test
    void anIntentThatCannotBeReadIsNotReplaced() {
        controller.on("GET /v1/regions/us-west-2/intent", 200, "{\"weight\": 100}", "\"seen\"");

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
        controller.on("GET /v1/drains/d-1", 200, json(DRAINS).at("/drains/0").toString(), "\"one\"");
        controller.on("GET /v1/drains/d-2", 200, json(DRAINS).at("/drains/1").toString(), "\"two\"");
        controller.on("DELETE /v1/drains/d-1", 204, "");
        controller.on("DELETE /v1/drains/d-2", 204, "");

        assertThat(run("drain", "end", "d-1")).isEqualTo(new Ran(0, "ended drain d-1 of eu-west-1\n", ""));
        assertThat(run("drain", "end", "us-west-2")).isEqualTo(new Ran(0, "ended drain d-2 of us-west-2\n", ""));
        assertThat(controller.asked())
                .filteredOn(asked -> asked.line().startsWith("DELETE"))
                .extracting(asked -> asked.line() + " " + asked.ifMatch())
                .containsExactly("DELETE /v1/drains/d-1 \"one\"", "DELETE /v1/drains/d-2 \"two\"");
    }

    @Test
    void aDrainThatSomebodyHasExtendedMeanwhileIsNotEnded() {
        controller.on("GET /v1/drains", 200, DRAINS);
        controller.on("GET /v1/drains/d-1", 200, json(DRAINS).at("/drains/0").toString(), "\"seen\"");
        controller.on(
                "DELETE /v1/drains/d-1", 412, "{\"status\": 412, \"detail\": \"no\", \"current\": {\"id\": \"d-1\"}}");

        assertThat(run("drain", "end", "d-1"))
                .isEqualTo(new Ran(
                        4, "", "meridian: somebody has changed it meanwhile, it stays as it is: {\"id\":\"d-1\"}\n"));
    }

    @Test
    void drainEndOfNothingIsRefused() {
        controller.on("GET /v1/drains", 200, DRAINS);

        assertThat(run("drain", "end", "d-9"))
                .isEqualTo(new Ran(1, "", "meridian: no drain has the id or region \"d-9\"\n"));
    }
}
