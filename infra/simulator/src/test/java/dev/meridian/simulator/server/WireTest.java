package dev.meridian.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.Fragment;
import dev.meridian.simulator.fault.LineEnds;
import dev.meridian.simulator.fault.Split;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which bytes are one write: a step is flushed before the next one, which has a delay. */
final class WireTest {
    @Test
    void whatHasNoPauseIsOneWrite() {
        assertThat(writes(stream("ab", "cd"))).hasSize(1);
    }

    @Test
    void fragmentsAreWritesOfTheirOwnWithoutAPause() {
        List<String> writes = writes(whole("abcde"), new Fragment(2, null));

        assertThat(writes).hasSize(4);
        assertThat(writes.getFirst()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
        assertThat(writes.subList(1, 4)).containsExactly("ab", "cd", "e");
    }

    @Test
    void fragmentsOfAStreamAreWritesAndChunksOfTheirOwn() {
        List<String> writes = writes(stream("ab", "cd"), new Fragment(1, null));

        assertThat(writes.subList(1, writes.size()))
                .containsExactly("1\r\na\r\n", "1\r\nb\r\n", "1\r\nc\r\n", "1\r\nd\r\n0\r\n\r\n");
    }

    @Test
    void aSplitCharacterAndASplitLineEndAreTwoWrites() {
        assertThat(writes(whole("größer"), new Split(Split.Place.UTF8, null)))
                .endsWith("gr\u00c3", "\u00b6\u00c3", "\u009fer");
        assertThat(writes(stream("a\n\n"), new LineEnds(LineEnds.End.CRLF), new Split(Split.Place.LINE_END, null)))
                .endsWith("2\r\na\r\r\n", "2\r\n\n\r\r\n", "1\r\n\n\r\n0\r\n\r\n");
    }

    private static Plan whole(String body) {
        return Plan.whole(200, Plan.JSON, body.getBytes(StandardCharsets.UTF_8), 0);
    }

    private static Plan stream(String... events) {
        return Plan.stream(
                List.of(events).stream()
                        .map(event -> new Frame(Frame.Kind.TOKEN, event.getBytes(StandardCharsets.UTF_8), 0))
                        .toList(),
                0);
    }

    /** The writes as Latin-1, a character a byte. */
    private static List<String> writes(Plan plan, Fault... faults) {
        Plan changed = plan;
        for (Fault fault : faults) {
            changed = fault.applyTo(changed, Instant.EPOCH);
        }
        return Wire.steps(changed, 1, true).stream()
                .map(step -> new String(step.bytes(), StandardCharsets.ISO_8859_1))
                .toList();
    }
}
