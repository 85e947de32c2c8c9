package dev.meridian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.catalog.ModelProfile;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.Omit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Chat completions that ask for several choices by {@code n}. */
final class ChoicesTest {
    private static final String USAGE = ",\"stream_options\":{\"include_usage\":true}";

    private final Simulator simulator = Simulator.start(SimulatorSettings.onFreePort()
            .withModel(ModelProfile.of("thinker", 1.0).withReasoningTokens(2)));
    private final Client client = new Client(simulator.port());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void everyChoiceIsAnsweredWithItsIndexAndCountedInTheUsage() throws Exception {
        JsonNode answer = Client.json(post("gpt-4.1", false, 4, "3", ""));

        assertThat(answer.path("choices")).hasSize(3);
        for (int i = 0; i < 3; i++) {
            JsonNode choice = answer.path("choices").path(i);
            assertThat(choice.path("index").asInt()).isEqualTo(i);
            assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
        }
        assertThat(answer.path("choices")
                        .valueStream()
                        .map(choice -> choice.at("/message/content").asString())
                        .distinct())
                .hasSize(3);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(12);
        assertThat(answer.at("/usage/total_tokens").asInt())
                .isEqualTo(12 + answer.at("/usage/prompt_tokens").asInt());
    }

    @Test
    void aStreamsChoicesTakeTurnsAndEachHasItsFinishReason() throws Exception {
        List<String> data = Client.data(post("gpt-4.1", true, 3, "2", USAGE).body());
        List<JsonNode> events = data.subList(0, data.size() - 1).stream()
                .map(Client.JSON::readTree)
                .toList();
        List<JsonNode> ofChoices = events.subList(0, events.size() - 1);

        assertThat(data.getLast()).isEqualTo("[DONE]");
        assertThat(ofChoices.stream().map(event -> event.at("/choices/0/index").asInt()))
                .containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        assertThat(ofChoices.subList(0, 2))
                .allMatch(event -> event.at("/choices/0/delta").has("role"));
        assertThat(ofChoices.subList(8, 10).stream()
                        .map(event -> event.at("/choices/0/finish_reason").asString()))
                .containsExactly("stop", "stop");
        assertThat(events.getLast().path("choices")).isEmpty();
        assertThat(events.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(6);
    }

    @Test
    void aStreamHasTheTextsOfTheWholeAnswer() throws Exception {
        JsonNode whole = Client.json(post("thinker", false, 5, "3", ""));
        List<String> data = Client.data(post("thinker", true, 5, "3", "").body());

        for (int i = 0; i < 3; i++) {
            StringBuilder reasoning = new StringBuilder();
            StringBuilder content = new StringBuilder();
            for (String event : data.subList(0, data.size() - 1)) {
                JsonNode choice = Client.JSON.readTree(event).at("/choices/0");
                if (choice.path("index").asInt() == i) {
                    reasoning.append(choice.at("/delta/reasoning_content").asString(""));
                    content.append(choice.at("/delta/content").asString(""));
                }
            }
            JsonNode message = whole.path("choices").path(i).path("message");
            assertThat(content.toString()).isEqualTo(message.path("content").asString());
            assertThat(reasoning.toString())
                    .isEqualTo(message.path("reasoning_content").asString());
        }
        assertThat(whole.at("/usage/completion_tokens").asInt()).isEqualTo(3 * (5 + 2));
        assertThat(whole.at("/usage/completion_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(3 * 2);
    }

    @Test
    void everyChoiceCallsTheToolUnderItsOwnId() throws Exception {
        String tools =
                ",\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\","
                        + "\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}}]";
        JsonNode choices = Client.json(post("gpt-4.1", false, 1, "2", tools)).path("choices");

        assertThat(choices.valueStream()
                        .map(choice ->
                                choice.at("/message/tool_calls/0/function/name").asString()))
                .containsExactly("look", "look");
        assertThat(choices.valueStream()
                        .map(choice -> choice.at("/message/tool_calls/0/id").asString())
                        .distinct())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0e0", "null"})
    void oneChoiceIsWhatComesUnasked(String n) throws Exception {
        assertThat(post("gpt-4.1", false, 5, n, "").body())
                .isEqualTo(client.chat("gpt-4.1").body());
        assertThat(post("gpt-4.1", true, 5, n, "").body())
                .isEqualTo(client.stream("gpt-4.1", 5).body());
    }

    @Test
    void thereAreAsManyChoicesAsOpenAiAllowsButNoMoreTokensThanInOneAnswer() throws Exception {
        JsonNode answer = Client.json(post("gpt-4.1", false, ModelProfile.MAX_ANSWER_TOKENS, "128", ""));

        assertThat(answer.path("choices")).hasSize(128);
        assertThat(answer.at("/choices/127/finish_reason").asString()).isEqualTo("length");
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(ModelProfile.MAX_ANSWER_TOKENS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "129", "1.5", "1e999", "\"2\"", "true", "[2]", "99999999999"})
    void whatIsNoNumberOfChoicesIsRefusedInOpenAisShape(String n) throws Exception {
        HttpResponse<String> response = post("gpt-4.1", false, 5, n, "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Client.json(response).at("/error/type").asString()).isEqualTo("invalid_request_error");
        assertThat(Client.json(response).at("/error/param").asString()).isEqualTo("n");
    }

    @Test
    void positionsCountTheEventsOfAllChoices() throws Exception {
        simulator.faults().add(new BreakOff.Cut(Position.tokens(3), false));

        assertThat(Client.data(post("gpt-4.1", true, 9, "2", "").body())).hasSize(2 + 3);
    }

    @Test
    void anOmittedKindOfEventIsMissingFromEveryChoice() throws Exception {
        simulator.faults().add(new Omit(Set.of(Frame.Kind.FINISH)));

        assertThat(post("gpt-4.1", true, 4, "2", "").body())
                .doesNotContain("\"finish_reason\":\"")
                .contains("[DONE]");
    }

    private HttpResponse<String> post(String model, boolean stream, int tokens, String n, String more)
            throws IOException, InterruptedException {
        String body = Client.chatBody(model, stream, tokens);
        return client.post("/v1/chat/completions", body.substring(0, body.length() - 1) + ",\"n\":" + n + more + "}");
    }
}
