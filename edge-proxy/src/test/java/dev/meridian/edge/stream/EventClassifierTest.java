package dev.meridian.edge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventClassifierTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[DONE]                                                                       | DONE",
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]} | PREAMBLE",
                "{\"choices\":[]}                                                             | PREAMBLE",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}                              | CONTENT",
                "{\"choices\":[{\"delta\":{\"reasoning_content\":\"a\"}}]}                    | CONTENT",
                "{\"choices\":[{\"delta\":{\"refusal\":\"a\"}}]}                              | CONTENT",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}                 | CONTENT",
                "{\"choices\":[{\"delta\":{}},{\"delta\":{\"audio\":{\"id\":\"x\"}}}]}        | CONTENT",
                "{\"choices\":[{\"text\":\"a\"}]}                                             | CONTENT",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}                    | FINISH",
                "{\"error\":{\"message\":\"x\"}}                                              | ERROR",
                "{\"error\":null,\"choices\":[]}                                              | PREAMBLE",
                "{\"choices\":[{                                                              | BROKEN",
            })
    void eventBeforeContentIsReadWhole(String data, EventKind kind) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        assertThat(EventClassifier.classify(bytes, bytes.length)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[DONE]                                                                              | DONE",
                "{\"error\":{\"message\":\"x\"}}                                                     | ERROR",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}              | CONTENT",
                "{\"choices\":[{\"delta\":{},\"finish_reason\": \"length\"}]}                        | FINISH",
                "{\"choices\":[{\"delta\":{\"content\":\"\\\"finish_reason\\\":\\\"stop\\\"\"}}]}     | CONTENT",
                "{\"choices\":[{\"finish_reason\":null},{\"finish_reason\":\"stop\"}]}               | FINISH",
            })
    void eventAfterContentIsGlancedAt(String data, EventKind kind) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        assertThat(EventClassifier.glance(bytes, bytes.length)).isEqualTo(kind);
    }
}
