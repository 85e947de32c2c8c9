package dev.meridian.edge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a stream is whole, by the choices that were asked for. */
class StreamStateTest {
    @ParameterizedTest
    @CsvSource({
        "1, a0 f0, true",
        "1, a0, false",
        "2, a0 a1 f0, false",
        "2, a0 a1 f0 a1, false",
        "2, a0 f0, false",
        "2, a0 f0 f0, false",
        "2, a0 a1 f1 f0, true",
        "2, f0 f1, true",
        "2, a0 a1 both, true",
        "2, a0 f0 d, true",
        "2, a0 r, true",
        "2, a0 b, true",
        "3, a0 a1 a2 f2 both, true",
        "3, a0 a1 a2 both, false",
        "2, a0 f0 f7, false",
    })
    void streamIsWholeWhenEachChoiceHasFinished(int choices, String events, boolean whole) {
        StreamState state = new StreamState(64, choices);
        for (String event : events.split(" ", -1)) {
            ByteBuf bytes = Unpooled.copiedBuffer("data: " + event(event) + "\n\n", StandardCharsets.US_ASCII);
            state.feed(bytes);
            bytes.release();
        }
        assertThat(state.isWhole()).isEqualTo(whole);
    }

    /** Content or the finish of one choice, the finish of the first two, a response's end, or the stream's. */
    private static String event(String name) {
        return switch (name) {
            case "both" -> "{\"choices\":[" + finish(0) + "," + finish(1) + "]}";
            case "d" -> "[DONE]";
            case "r" -> "{\"type\":\"response.completed\"}";
            case "b" -> "{\"finish_reason\":\"stop\", broken";
            default -> {
                int index = Character.digit(name.charAt(1), 10);
                String content = "{\"index\":" + index + ",\"delta\":{\"content\":\"x\"},\"finish_reason\":null}";
                yield "{\"choices\":[" + (name.startsWith("a") ? content : finish(index)) + "]}";
            }
        };
    }

    private static String finish(int index) {
        return "{\"index\":" + index + ",\"delta\":{},\"finish_reason\":\"stop\"}";
    }
}
