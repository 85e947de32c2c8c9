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
                "{\"type\":\"response.created\",\"response\":{\"error\":null}}                    | PREAMBLE",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"a\"}                      | CONTENT",
                "{\"type\":\"response.function_call_arguments.delta\",\"delta\":\"{\"}          | CONTENT",
                "{\"type\":\"response.output_item.added\",\"item\":{}}                          | PREAMBLE",
                "{\"type\":\"response.completed\",\"response\":{}}                              | FINISH",
                "{\"type\":\"response.incomplete\",\"response\":{}}                             | FINISH",
                "{\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"x\"}}}        | ERROR",
                "{\"type\":\"error\",\"code\":\"x\",\"message\":\"y\"}                          | ERROR",
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
                "{\"type\":\"response.output_text.delta\",\"delta\":\"\\\"type\\\":\\\"error\\\"\"}     | CONTENT",
                "{\"sequence_number\":9,\"type\": \"response.completed\",\"response\":{}}            | FINISH",
                "{\"type\":\"response.failed\",\"response\":{}}                                      | ERROR",
                "{\"error\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}                      | CONTENT",
                "{\"error\":null,\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}           | FINISH",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"type\":\"error\"}]}}]}             | CONTENT",
                "{\"type\":\"response.output_text.done\",\"text\":\"a\"}                             | CONTENT",
            })
    void eventAfterContentIsGlancedAt(String data, EventKind kind) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        assertThat(EventClassifier.glance(bytes, bytes.length)).isEqualTo(kind);
    }
}
