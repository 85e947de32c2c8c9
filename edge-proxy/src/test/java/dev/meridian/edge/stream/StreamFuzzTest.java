package dev.meridian.edge.stream;

import dev.meridian.edge.fuzz.Cuts;
import dev.meridian.edge.fuzz.StreamCorpus;
import dev.meridian.fixtures.fuzz.FuzzRun;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a stream means does not depend on how it is cut, however broken it is. */
class StreamFuzzTest {
    private static final int MOST_CUTS = 40;

    @Test
    void brokenStreamsMeanTheSameHoweverTheyAreCut() {
        FuzzRun run = FuzzRun.of("streams", 25);
        run.cases().forEach(number -> {
            RandomGenerator random = run.random(number);
            byte[] stream = StreamCorpus.stream(random);
            try {
                String whole = meaning(List.of(stream));
                String cut = meaning(Cuts.of(random, stream, MOST_CUTS));
                if (!whole.equals(cut)) {
                    run.failed(number, "whole: " + whole + ", cut: " + cut, stream);
                }
                List<String> byTheBook = byTheBook(stream);
                List<String> found = found(Cuts.of(random, stream, MOST_CUTS));
                if (!byTheBook.equals(found)) {
                    run.failed(number, "events " + found + " instead of " + byTheBook, stream);
                }
            } catch (RuntimeException | StackOverflowError e) {
                run.failed(number, e.toString(), stream);
            }
        });
        run.finish();
    }

    private static String meaning(List<byte[]> parts) {
        StreamState state = new StreamState(64, 1);
        parts.forEach(part -> state.feed(Unpooled.wrappedBuffer(part)));
        return "events %d, content %s, whole %s, error %s, boundary %s"
                .formatted(state.events(), state.hasContent(), state.isWhole(), state.hasError(), state.atBoundary());
    }

    private static List<String> found(List<byte[]> parts) {
        List<String> events = new ArrayList<>();
        SseScanner scanner = new SseScanner((data, length, oversized, named) ->
                events.add(named + " " + (oversized ? "" : new String(data, 0, length, StandardCharsets.ISO_8859_1))));
        parts.forEach(part -> scanner.feed(Unpooled.wrappedBuffer(part)));
        return events;
    }

    /** The same, written for reading instead of for speed. */
    private static List<String> byTheBook(byte[] stream) {
        List<String> events = new ArrayList<>();
        List<String> data = new ArrayList<>();
        boolean named = false;
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        String[] lines = text.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length - 1; i++) { // the last one has no end
            String line = lines[i];
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(named + " " + String.join("\n", data));
                }
                data.clear();
                named = false;
            } else if (line.startsWith("data:")) {
                data.add(line.substring(line.startsWith("data: ") ? 6 : 5));
            } else if (line.startsWith("event:")) {
                named = true;
            }
        }
        return events;
    }
}
