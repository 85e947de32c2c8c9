package dev.meridian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ControlTest {
    private final Simulator simulator =
            Simulator.start(SimulatorSettings.onFreePort().withRegion("eu-west-1", 0));
    private final Client client = new Client(simulator.port());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void aFaultIsAddedListedAndRemoved() throws Exception {
        String id = Client.json(
                        client.post(
                                "/_sim/faults",
                                "{\"fault\":{\"kind\":\"status\",\"status\":503},\"match\":{\"model\":\"gpt-4.1\"},\"times\":2}"))
                .path("id")
                .asString();
        assertThat(client.chat("gpt-4.1").statusCode()).isEqualTo(503);
        assertThat(client.chat("deepseek-v3.2").statusCode()).isEqualTo(200);

        JsonNode active = Client.json(client.get("/_sim/faults")).at("/faults/0");
        assertThat(active.path("id").asString()).isEqualTo(id);
        assertThat(active.path("hits").asInt()).isEqualTo(1);
        assertThat(active.path("remaining").asInt()).isEqualTo(1);
        assertThat(active.at("/rule/faults/0/kind").asString()).isEqualTo("status");

        assertThat(client.send("DELETE", "/_sim/faults/" + id, "").statusCode()).isEqualTo(200);
        assertThat(client.send("DELETE", "/_sim/faults/" + id, "").statusCode()).isEqualTo(404);
        assertThat(client.chat("gpt-4.1").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"status\",\"status\":500,\"body\":\"x\",\"headers\":{\"a\":\"b\"}}",
                "{\"kind\":\"rate_limit\",\"form\":\"http_date\",\"retry_after\":\"90s\"}",
                "{\"kind\":\"rate_limit\"}",
                "{\"kind\":\"delay\",\"before_head\":\"1ms\",\"after_head\":\"1ms\"}",
                "{\"kind\":\"reset\",\"after\":\"100 bytes\"}",
                "{\"kind\":\"cut\",\"after\":\"2 tokens\",\"broken\":true}",
                "{\"kind\":\"stall\",\"after\":\"head\"}",
                "{\"kind\":\"error_event\",\"after\":\"role\"}",
                "{\"kind\":\"omit\",\"events\":[\"done\",\"finish\"]}",
                "{\"kind\":\"broken_json\",\"after\":\"1 token\"}",
                "{\"kind\":\"fragment\",\"bytes\":1,\"pause\":\"1ms\"}",
                "{\"kind\":\"split\",\"at\":\"utf8\"}",
                "{\"kind\":\"line_ends\",\"with\":\"crlf\"}",
                "{\"kind\":\"comments\",\"count\":2,\"every\":\"1ms\"}",
                "{\"kind\":\"pace\",\"first_token\":\"1ms\",\"tokens_per_second\":1000}",
                "{\"kind\":\"gzip\"}",
                "{\"kind\":\"header\",\"name\":\"x\",\"value\":\"y\"}",
                "{\"kind\":\"raw\",\"text\":\"hi\",\"then\":\"reset\"}"
            })
    void everyKindOfFaultIsReadAndWrittenBack(String fault) throws Exception {
        HttpResponse<String> added = client.post("/_sim/faults", "{\"faults\":[" + fault + "]}");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        JsonNode rule = Client.json(client.get("/_sim/faults")).at("/faults/0/rule");
        HttpResponse<String> again = client.post("/_sim/faults", rule.toString());

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(simulator.faults().active().get(0).rule())
                .isEqualTo(simulator.faults().active().get(1).rule());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"fault":{"kind":"statos","status":500}}              | statos
            {"fault":{"kind":"status","status":99}}               | 200 to 599
            {"fault":{"kind":"reset","aftr":"head"}}              | nearest known one is "after"
            {"fault":{"kind":"reset","after":"soon"}}             | faults[0].after
            {"fault":{"kind":"delay","before_head":"5"}}          | a number with ms, s, m or h
            {"fault":{"kind":"gzip"},"tims":1}                    | nearest known one is "times"
            {"times":1}                                           | 1 to 16 faults
            {"fault":                                             | neither JSON nor YAML
            """)
    void aBadRuleIsRefusedBySayingWhatIsWrong(String rule, String says) throws Exception {
        HttpResponse<String> response = client.post("/_sim/faults", rule);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Client.json(response).at("/error/message").asString()).contains(says);
    }

    @Test
    void whatWasReceivedIsAskedFor() throws Exception {
        client.chat("gpt-4.1");
        client.chat("deepseek-v3.2");
        client.chat("deepseek-v3.2");
        JsonNode all = Client.json(client.get("/_sim/requests?model=deepseek-v3.2&limit=1"));

        assertThat(all.path("received").asInt()).isEqualTo(3);
        assertThat(all.path("requests")).hasSize(1);
        JsonNode last = all.at("/requests/0");
        assertThat(last.path("sequence").asInt()).isEqualTo(3);
        assertThat(last.path("method").asString()).isEqualTo("POST");
        assertThat(last.path("body").asString()).contains("say something");
        assertThat(last.path("outcome").asString()).isEqualTo("answered");
        assertThat(Client.json(client.get("/_sim/requests?after=2")).path("requests"))
                .hasSize(1);
        assertThat(client.send("DELETE", "/_sim/requests", "").statusCode()).isEqualTo(200);
        assertThat(Client.json(client.get("/_sim/requests")).path("requests")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=x", "limit=1001", "lmit=1", "outcome=fine"})
    void aBadQuestionIsRefused(String query) throws Exception {
        assertThat(client.get("/_sim/requests?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void statsCountByModelRegionAndOutcome() throws Exception {
        client.chat("gpt-4.1");
        JsonNode count = Client.json(client.get("/_sim/stats")).at("/counts/0");

        assertThat(count.path("model").asString()).isEqualTo("gpt-4.1");
        assertThat(count.path("region").asString()).isEqualTo("default");
        assertThat(count.path("outcome").asString()).isEqualTo("answered");
        assertThat(count.path("requests").asInt()).isEqualTo(1);
    }

    @Test
    void aModelIsChangedInPartAndAdded() throws Exception {
        client.send("PUT", "/_sim/models/gpt-4.1", "{\"answer_tokens\": 7, \"first_token\": \"1ms\"}");
        client.send("PUT", "/_sim/models/new", "{\"output_price\": 1.5}");

        assertThat(Client.json(client.get("/_sim/models/gpt-4.1"))
                        .path("output_price")
                        .asDouble())
                .isEqualTo(8.0);
        assertThat(Client.json(client.get("/_sim/models/gpt-4.1"))
                        .path("answer_tokens")
                        .asInt())
                .isEqualTo(7);
        assertThat(client.chat("new").statusCode()).isEqualTo(200);
        assertThat(client.send("PUT", "/_sim/models/x", "{\"answer_tokens\": 0}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.get("/_sim/models/none").statusCode()).isEqualTo(404);
    }

    @Test
    void aRegionIsClosedAndOpened() throws Exception {
        JsonNode closed = Client.json(client.send("PUT", "/_sim/regions/eu-west-1", "{\"listening\": false}"));
        assertThat(closed.path("listening").asBoolean()).isFalse();
        assertThat(simulator.regions().accepts("eu-west-1")).isFalse();

        client.send("PUT", "/_sim/regions/eu-west-1", "{\"listening\": true}");
        assertThat(simulator.regions().accepts("eu-west-1")).isTrue();
        assertThat(Client.json(client.get("/_sim/regions")).path("regions")).hasSize(1);
        assertThat(client.send("PUT", "/_sim/regions/mars", "{\"listening\": true}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aScriptRunsInTheOrderOfItsTimes() throws Exception {
        String script = """
                steps:
                  - {at: 60ms, accept: eu-west-1}
                  - {at: 40ms, add: {id: bad, fault: {kind: status, status: 503}}}
                  - {at: 0s, refuse: eu-west-1}
                  - {at: 20ms, model: {name: scripted}}
                  - {at: 1h, clear: true}
                """;
        assertThat(client.post("/_sim/script", script).statusCode()).isEqualTo(200);

        await().until(() -> Client.json(client.get("/_sim/script")).path("done").asInt() == 4);
        assertThat(simulator.regions().accepts("eu-west-1")).isTrue();
        assertThat(client.chat("scripted").statusCode()).isEqualTo(503);
        assertThat(Client.json(client.send("DELETE", "/_sim/script", ""))
                        .path("running")
                        .asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {steps: []}                                   | 1 to 10000 steps
            {steps: [{at: 1s}]}                           | exactly one of
            {steps: [{at: 1s, clear: true, remove: x}]}   | exactly one of
            {steps: [{clear: true}]}                      | needs a time
            {steps: [{at: 1s, refuse: mars}]}             | mars
            """)
    void aBadScriptIsRefusedWhole(String script, String says) throws Exception {
        HttpResponse<String> response = client.post("/_sim/script", script);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(says);
    }

    @Test
    void resetUndoesEverything() throws Exception {
        client.post("/_sim/faults", "{\"fault\":{\"kind\":\"gzip\"}}");
        client.send("PUT", "/_sim/regions/eu-west-1", "{\"listening\": false}");
        client.chat("gpt-4.1");
        client.post("/_sim/reset", "");

        assertThat(simulator.faults().active()).isEmpty();
        assertThat(simulator.regions().accepts("eu-west-1")).isTrue();
        assertThat(simulator.log().requests()).isEmpty();
    }

    @Test
    void unknownPathsAndMethodsAreRefused() throws Exception {
        assertThat(client.get("/_sim/nothing").statusCode()).isEqualTo(404);
        assertThat(client.send("PUT", "/_sim/faults", "{}").statusCode()).isEqualTo(405);
        assertThat(client.get("/_sim/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aControlPortOfItsOwnTakesTheControlFromTheApi() throws Exception {
        try (Simulator apart = Simulator.start(SimulatorSettings.onFreePort().withControlPort(0));
                Client api = new Client(apart.port());
                Client control = new Client(apart.controlPort())) {
            assertThat(api.get("/_sim/health").statusCode()).isEqualTo(404);
            assertThat(control.get("/_sim/health").statusCode()).isEqualTo(200);
            assertThat(control.get("/v1/models").statusCode()).isEqualTo(404);

            control.send("PUT", "/_sim/regions/default", "{\"listening\": false}");
            assertThat(apart.regions().accepts("default")).isFalse();
        }
    }
}
