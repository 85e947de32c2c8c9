package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenAI's own Java client, told nothing but the edge's address and the key. */
@Order(2)
@ExtendWith(SharedWorld.class)
final class JavaSdkTest {
    @Test
    void unaryAnswerIsRead(World world) {
        ChatCompletion completion = client(world, world.secrets().upstreamKey())
                .chat()
                .completions()
                .create(question(world, "gpt-4.1"));

        assertThat(completion.model()).isEqualTo("gpt-4.1");
        assertThat(completion.choices().getFirst().message().content().orElse(""))
                .isNotBlank();
        assertThat(completion.usage()).isPresent();
    }

    @Test
    void streamedAnswerIsRead(World world) {
        OpenAIClient client = client(world, world.secrets().upstreamKey());
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(question(world, "gpt-4.1"))) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();

            assertThat(chunks).hasSizeGreaterThan(2);
            assertThat(chunks.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .flatMap(choice -> choice.finishReason().stream()))
                    .hasSize(1);
        }
    }

    @Test
    void modelsAreListed(World world) {
        assertThat(client(world, world.secrets().upstreamKey()).models().list().items())
                .extracting(model -> model.id())
                .contains("gpt-4.1", "gemini-2.5-flash", "deepseek-v3.2");
    }

    @Test
    void wrongKeyIsTheSdksOwnUnauthorizedException(World world) {
        OpenAIClient client = client(world, world.secrets().wrongKey());

        assertThatThrownBy(() -> client.chat().completions().create(question(world, "gpt-4.1")))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("Invalid API key provided");
        assertThatThrownBy(() -> client.models().list()).isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void unknownModelIsTheSdksOwnNotFoundException(World world) {
        OpenAIClient client = client(world, world.secrets().upstreamKey());

        assertThatThrownBy(() -> client.chat().completions().create(question(world, "gpt-0")))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).contains("model_not_found"));
    }

    private static OpenAIClient client(World world, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(world.edge(Regions.US).base().resolve("/v1").toString())
                .apiKey(key)
                .build();
    }

    private static ChatCompletionCreateParams question(World world, String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(world.secrets().prompt() + " hello from Java")
                .build();
    }
}
