package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.client.Python;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The Python clients that people come with work unchanged. */
@Order(3)
@ExtendWith(SharedWorld.class)
final class PythonClientsTest {
    @Test
    void openAisSdkGetsAnswersStreamsModelsAndItsOwnErrors(World world) {
        JsonNode seen = run(world, "openai_sdk.py");

        assertThat(seen.path("unary").asString()).isNotBlank();
        assertThat(seen.path("usage").asInt()).isPositive();
        assertThat(seen.path("streamed").asString()).isNotBlank();
        assertThat(texts(seen.path("finish_reasons"))).hasSize(1);
        assertThat(texts(seen.path("models"))).contains("gpt-4.1", "gemini-2.5-flash", "deepseek-v3.2");
        for (String call : List.of("wrong_key", "wrong_key_stream", "wrong_key_models")) {
            assertThat(seen.path(call).path("type").asString()).as(call).isEqualTo("AuthenticationError");
            assertThat(seen.path(call).path("message").asString()).contains("Invalid API key provided");
        }
        assertThat(seen.path("unknown_model").path("type").asString()).isEqualTo("NotFoundError");
        assertThat(seen.path("unknown_model").path("code").asString()).isEqualTo("model_not_found");
    }

    @Test
    void plainRequestsClientGetsAnswersModelsAndStatusErrors(World world) {
        JsonNode seen = run(world, "requests_client.py");

        assertThat(seen.path("unary").path("message").path("content").asString())
                .isNotBlank();
        assertThat(texts(seen.path("models"))).contains("gpt-4.1");
        assertThat(seen.path("x_api_key").asInt()).isEqualTo(200);
        assertThat(seen.path("last_line").asString()).isEqualTo("data: [DONE]");
        for (String call : List.of("wrong_key", "wrong_key_models")) {
            assertThat(seen.path(call).path("status").asInt()).as(call).isEqualTo(401);
            JsonNode error = seen.path(call).path("body").path("error");
            assertThat(error.path("message").asString()).isEqualTo("Invalid API key provided");
            assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        }
    }

    private static JsonNode run(World world, String script) {
        Map<String, String> environment = Map.of(
                "KEY", world.secrets().upstreamKey(),
                "WRONG_KEY", world.secrets().wrongKey(),
                "PROMPT", world.secrets().prompt());
        return Python.run(script, world.edge(Regions.EU).base(), environment);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
