package dev.meridian.edge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseScannerTest {
    private static final String STREAM =
            "data: one\n\n: comment\n\nevent: error\ndata:two\ndata:  é🚀\n\nid: 7\n\ndata\n\ndata: x\n\n";

    private final List<String> events = new ArrayList<>();
    private final SseScanner scanner = new SseScanner((data, length, oversized, named) -> events.add(
            (named ? "!" : "") + (oversized ? "oversized" : new String(data, 0, length, StandardCharsets.UTF_8))));

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void eventsAreFoundWithEveryLineEnd(String lineEnd) {
        feed(STREAM.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8));
        assertThat(events).containsExactly("one", "!two\n é🚀", "x");
        assertThat(scanner.atBoundary()).isTrue();
    }

    @Test
    void howTheBytesAreCutMakesNoDifference() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            events.clear();
            byte[] bytes = STREAM.replace("\n", round % 2 == 0 ? "\r\n" : "\n").getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(5));
                feed(Arrays.copyOfRange(bytes, from, to));
                from = to;
            }
            assertThat(events).as("seed %d, round %d", seed, round).containsExactly("one", "!two\n é🚀", "x");
        }
    }

    @Test
    void eventOverTheLimitIsReportedWithoutBeingKept() {
        feed(("data: " + "a".repeat(SseScanner.MAX_EVENT + 10) + "\n\ndata: next\n\n")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(events).containsExactly("oversized", "next");
    }

    @Test
    void boundaryIsKnownWithinAnEvent() {
        feed("data: half".getBytes(StandardCharsets.UTF_8));
        assertThat(scanner.atBoundary()).isFalse();
        feed("\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(scanner.atBoundary()).isTrue();
    }

    private void feed(byte[] bytes) {
        scanner.feed(Unpooled.wrappedBuffer(bytes));
    }
}
