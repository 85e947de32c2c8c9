package dev.meridian.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.usage.Usage;
import dev.meridian.routing.region.Label;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessEntryTest {
    private static final Instant ENDED = Instant.parse("2026-11-24T10:00:00.0409Z");

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void lineHasEveryFieldInTheDocumentedOrder() {
        AccessEntry entry = new AccessEntry(
                ENDED,
                new AccessEntry.Asked(
                        "req_1",
                        "team-a",
                        "POST",
                        "/v1/chat/completions",
                        "gpt-4.1",
                        false,
                        List.of(new Label("eu")),
                        77),
                new AccessEntry.Served(
                        "us-west-2",
                        "gemini-2.5-flash",
                        2,
                        List.of("us-west-2/gpt-4.1 model \"HTTP 503\" 4ms"),
                        new Usage(3, 32)),
                new AccessEntry.Told(200, "ok", null, 61_999_999, 120_000_000, 412));
        assertThat(entry.toLine())
                .isEqualTo("{\"time\":\"2026-11-24T10:00:00.040Z\",\"id\":\"req_1\",\"client\":\"team-a\","
                        + "\"method\":\"POST\",\"path\":\"/v1/chat/completions\",\"model\":\"gpt-4.1\","
                        + "\"region\":\"us-west-2\",\"servedModel\":\"gemini-2.5-flash\",\"hop\":false,\"attempts\":2,\"residency\":[\"eu\"],"
                        + "\"trail\":[\"us-west-2/gpt-4.1 model \\\"HTTP 503\\\" 4ms\"],\"status\":200,"
                        + "\"outcome\":\"ok\",\"error\":null,\"firstContentMs\":61,\"ms\":120,\"requestBytes\":77,"
                        + "\"responseBytes\":412,\"promptTokens\":3,\"completionTokens\":32}\n");
    }

    @Test
    void whatIsNotKnownIsNull() {
        JsonNode line = json.readTree(entry(null).toLine());
        for (String field : List.of("id", "client", "method", "path", "model", "region", "servedModel", "error")) {
            assertThat(line.get(field).isNull()).as(field).isTrue();
        }
        assertThat(line.get("status").isNull()).isTrue();
        assertThat(line.get("firstContentMs").isNull()).isTrue();
        assertThat(line.get("promptTokens").isNull()).isTrue();
        assertThat(line.get("completionTokens").isNull()).isTrue();
    }

    @Test
    void nothingThatAClientSaysBreaksALineOrFillsIt() {
        String wild = "a\"b\\c\n\r\t\0\u001b[31m\u2028}{,\ud800 \u00fc";
        String line = entry(wild).toLine();
        assertThat(line.strip()).doesNotContain("\n", "\r", "\0", "\u001b");
        assertThat(json.readTree(line).get("model").asString()).startsWith("a\"b\\c\n\r\t\0\u001b[31m");
        assertThat(entry("x".repeat(100_000)).toLine()).hasSizeLessThan(3_000);
    }

    private static AccessEntry entry(@Nullable String text) {
        return new AccessEntry(
                ENDED,
                new AccessEntry.Asked(text, text, text, text, text, false, List.of(), 0),
                new AccessEntry.Served(text, text, 0, text == null ? List.of() : List.of(text), null),
                new AccessEntry.Told(0, "cancelled", text, -1, 0, 0));
    }
}
