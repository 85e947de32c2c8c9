package dev.meridian.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.simulator.catalog.ModelProfile;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class EndpointsTest {
    private static final String TOOLS = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
            + "\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},"
            + "\"days\":{\"type\":\"integer\"}}}}}]";

    private final Simulator simulator = Simulator.start(SimulatorSettings.onFreePort()
            .withModel(ModelProfile.of("thinker", 1.0).withReasoningTokens(3))
            .withKeys(SimulatorSettings.DEFAULT_KEY, "other-key"));
    private final Client client = new Client(simulator.port());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void chatAnswersWithUsageAndFinishReason() throws Exception {
        HttpResponse<String> response = client.chat("gpt-4.1");
        JsonNode answer = Client.json(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-request-id")).contains("req_1");
        assertThat(answer.path("object").asString()).isEqualTo("chat.completion");
        assertThat(answer.path("id").asString()).startsWith("chatcmpl-");
        assertThat(answer.path("model").asString()).isEqualTo("gpt-4.1");
        assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        assertThat(answer.at("/choices/0/message/content").asString().split(" ", -1))
                .hasSize(5);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(5);
        assertThat(answer.at("/usage/total_tokens").asInt())
                .isEqualTo(5 + answer.at("/usage/prompt_tokens").asInt());
    }

    @Test
    void theSameRequestHasTheSameBytesAndAnotherOneOthers() throws Exception {
        assertThat(client.chat("gpt-4.1").body())
                .isEqualTo(client.chat("gpt-4.1").body());
        assertThat(client.chat("gpt-4.1").body())
                .isNotEqualTo(client.chat("deepseek-v3.2").body());
    }

    @Test
    void aStreamHasRoleThenContentThenFinishReasonThenDone() throws Exception {
        HttpResponse<String> response = client.stream("gpt-4.1", 4);
        List<String> data = Client.data(response.body());

        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(data).hasSize(7);
        assertThat(data.getFirst()).contains("\"role\":\"assistant\"");
        assertThat(data.get(5)).contains("\"finish_reason\":\"stop\"");
        assertThat(data.getLast()).isEqualTo("[DONE]");
        assertThat(Client.text(response.body()).split(" ", -1)).hasSize(4);
    }

    @Test
    void aStreamIncludesUsageOnlyWhenAsked() throws Exception {
        String body = Client.chatBody("gpt-4.1", true, 4);
        String asking = body.substring(0, body.length() - 1) + ",\"stream_options\":{\"include_usage\":true}}";
        List<String> data =
                Client.data(client.post("/v1/chat/completions", asking).body());

        assertThat(Client.JSON
                        .readTree(data.get(data.size() - 2))
                        .at("/usage/completion_tokens")
                        .asInt())
                .isEqualTo(4);
        assertThat(client.stream("gpt-4.1", 4).body()).doesNotContain("usage");
    }

    @Test
    void maxTokensCutsTheAnswerShortAndSaysSo() throws Exception {
        String body = "{\"model\":\"gpt-4.1\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        JsonNode answer = Client.json(client.post("/v1/chat/completions", body));

        assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("length");
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"required", "named", "prompt"})
    void aToolIsCalledWhenRequiredOrNamedOrAskedFor(String how) throws Exception {
        String choice = switch (how) {
            case "required" -> ",\"tool_choice\":\"required\"";
            case "named" -> ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}";
            default -> "";
        };
        String prompt = how.equals("prompt") ? "please use get_weather" : "hi";
        JsonNode answer = Client.json(client.post("/v1/chat/completions", toolBody(prompt, choice, false)));
        JsonNode function = answer.at("/choices/0/message/tool_calls/0/function");

        assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(function.path("name").asString()).isEqualTo("get_weather");
        JsonNode arguments = Client.JSON.readTree(function.path("arguments").asString());
        assertThat(arguments.path("city").isString()).isTrue();
        assertThat(arguments.path("days").isInt()).isTrue();
    }

    @Test
    void toolsAloneGiveText() throws Exception {
        JsonNode answer = Client.json(client.post("/v1/chat/completions", toolBody("hi", "", false)));

        assertThat(answer.at("/choices/0/message/content").asString()).isNotEmpty();
    }

    @Test
    void aStreamedToolCallComesInDeltasThatMakeTheSameArguments() throws Exception {
        String choice = ",\"tool_choice\":\"required\"";
        JsonNode whole = Client.json(client.post("/v1/chat/completions", toolBody("hi", choice, false)));
        String stream = client.post("/v1/chat/completions", toolBody("hi", choice, true))
                .body();
        StringBuilder arguments = new StringBuilder();
        for (String data : Client.data(stream)) {
            if (!data.equals("[DONE]")) {
                arguments.append(Client.JSON
                        .readTree(data)
                        .at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asString(""));
            }
        }

        assertThat(arguments.toString())
                .isEqualTo(whole.at("/choices/0/message/tool_calls/0/function/arguments")
                        .asString());
        assertThat(stream).contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void aReasoningModelStreamsReasoningBeforeContent() throws Exception {
        List<String> data = Client.data(client.stream("thinker", 2).body());

        assertThat(data.subList(1, 4)).allMatch(event -> event.contains("\"reasoning_content\":"));
        assertThat(data.subList(4, 6)).allMatch(event -> event.contains("\"content\":"));
    }

    @Test
    void modelsAreListedWithTheirPricesAndFoundByName() throws Exception {
        JsonNode models = Client.json(client.get("/v1/models")).path("data");

        assertThat(models.valueStream().map(model -> model.path("id").asString()))
                .contains("gpt-4.1", "claude-sonnet-4.5", "gemini-2.5-flash", "deepseek-v3.2");
        assertThat(Client.json(client.get("/v1/models/gpt-4.1"))
                        .at("/pricing/output")
                        .asDouble())
                .isEqualTo(8.0);
        assertThat(client.get("/v1/models/none").statusCode()).isEqualTo(404);
    }

    @Test
    void completionsAnswerAndStream() throws Exception {
        String body = "{\"model\":\"gpt-4.1\",\"prompt\":\"once\",\"max_tokens\":3";
        JsonNode answer = Client.json(client.post("/v1/completions", body + "}"));
        List<String> data = Client.data(
                client.post("/v1/completions", body + ",\"stream\":true}").body());

        assertThat(answer.path("object").asString()).isEqualTo("text_completion");
        assertThat(answer.at("/choices/0/text").asString().split(" ", -1)).hasSize(3);
        assertThat(data).hasSize(5).last().isEqualTo("[DONE]");
    }

    @Test
    void embeddingsAreTheSameAsFloatsAndInBase64() throws Exception {
        String body = "{\"model\":\"text-embedding-3-small\",\"dimensions\":4,\"input\":[\"a\",\"b\"]";
        JsonNode floats = Client.json(client.post("/v1/embeddings", body + "}"));
        JsonNode base64 = Client.json(client.post("/v1/embeddings", body + ",\"encoding_format\":\"base64\"}"));

        assertThat(floats.path("data")).hasSize(2);
        ByteBuffer second = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(base64.at("/data/1/embedding").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            assertThat(second.getFloat())
                    .isEqualTo(floats.at("/data/1/embedding/" + i).floatValue());
        }
    }

    @Test
    void responsesAnswerAndStreamDeltas() throws Exception {
        String body = "{\"model\":\"gpt-4.1\",\"input\":\"hi\",\"max_output_tokens\":3";
        JsonNode answer = Client.json(client.post("/v1/responses", body + "}"));
        String stream = client.post("/v1/responses", body + ",\"stream\":true}").body();

        assertThat(answer.path("status").asString()).isEqualTo("completed");
        assertThat(answer.at("/output/0/content/0/text").asString().split(" ", -1))
                .hasSize(3);
        assertThat(stream).startsWith("event: response.created\n").contains("event: response.output_text.delta\n");
        assertThat(Client.data(stream)).last().asString().contains("\"type\":\"response.completed\"");
    }

    @Test
    void aWrongKeyIsRefusedAndEveryConfiguredOneAccepted() throws Exception {
        HttpResponse<String> wrong = client.withKey("wrong").get("/v1/models");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body())
                .isEqualTo("{\"error\":{\"message\":\"Invalid API key provided\",\"type\":\"invalid_request_error\"}}");
        assertThat(client.withKey("other-key").get("/v1/models").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"gpt-4.1"}                                     | 400 | messages
            {"messages":[]}                                         | 400 | model
            {"model":"gpt-4.1","messages":[]                        | 400 | parse
            {"model":"gpt-4.1","messages":[]} x                     | 400 | parse
            []                                                      | 400 | JSON object
            ''                                                      | 400 | JSON object
            {"model":"gpt-9","messages":[]}                         | 404 | model_not_found
            """)
    void aBadChatRequestIsRefusedInOpenAisShape(String body, int status, String says) throws Exception {
        HttpResponse<String> response = client.post("/v1/chat/completions", body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(says);
        assertThat(Client.json(response).at("/error/type").asString()).isEqualTo("invalid_request_error");
    }

    @Test
    void unknownPathsAndMethodsAreRefused() throws Exception {
        assertThat(client.get("/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(client.get("/v1/chat/completions").statusCode()).isEqualTo(405);
        assertThat(client.post("/v1/models", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void aPromptLongerThanTheContextIsRefused() throws Exception {
        client.send("PUT", "/_sim/models/gpt-4.1", "{\"context_tokens\": 3}");
        HttpResponse<String> response = client.chat("gpt-4.1");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Client.json(response).at("/error/code").asString()).isEqualTo("context_length_exceeded");
    }

    private static String toolBody(String prompt, String choice, boolean stream) {
        return "{\"model\":\"gpt-4.1\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + prompt + "\"}]," + TOOLS + choice + "}";
    }
}
