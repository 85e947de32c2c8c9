package dev.meridian.conformance.chaos;

import dev.meridian.conformance.gateway.Edges;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Client;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Looks at the edges from outside: their memory, their books, and what they print. Confined to one thread. */
final class EdgeWatch {
    /** The edges' live data is a few megabytes; what grows by more than this in a run is kept by mistake. */
    private static final long HEAP_GROWTH = 8L * 1024 * 1024;

    /** The same bound as in the conformance suite: compiled code and pools of buffers come late, too. */
    private static final long RESIDENT_GROWTH = 48L * 1024 * 1024;

    /** Longer than every limit of an upstream call that nobody waits for any more. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    /** A leak is told of at one of the allocations after a collection. */
    private static final int REQUESTS_AFTER_COLLECTION = 100;

    private static final Pattern TROUBLE =
            Pattern.compile(" ERROR |LEAK|by a bug|Exception|OutOfMemory|StackOverflow|\\bat [a-z]+\\.[a-z.]+\\(");

    private static final int SHOWN = 200;

    private final Stage stage;
    private final PrintStream out;
    private final Map<String, Memory> before = new TreeMap<>();

    EdgeWatch(Stage stage, PrintStream out) {
        this.stage = stage;
        this.out = out;
    }

    /** Remembers the edges' memory, to be compared with in the end. */
    void measure() throws IOException, InterruptedException {
        for (String region : regions()) {
            before.put(region, memory(region));
        }
    }

    /** Looks for all that must not be after the last request; prints the memory. */
    void finish(Violations violations) throws IOException, InterruptedException {
        quiet(violations);
        for (String region : regions()) {
            compare(region, violations);
        }
        for (int i = 0; i < REQUESTS_AFTER_COLLECTION; i++) {
            for (String region : regions()) {
                metrics(region);
            }
        }
        printed(violations);
    }

    private void quiet(Violations violations) throws InterruptedException {
        for (String region : regions()) {
            for (String gauge : List.of("meridian_edge_exchanges_active", "meridian_edge_buffered_body_bytes")) {
                if (!Waiting.comes(QUIET, () -> metrics(region).contains("\n" + gauge + " 0.0\n"))) {
                    violations.add("the edge in " + region + " has " + gauge + " other than 0 in the end");
                }
            }
        }
        if (!Waiting.comes(QUIET, () -> stage.upstream().openRequests() == 0)) {
            violations.add(stage.upstream().openRequests() + " upstream calls are still open in the end");
        }
    }

    private void compare(String region, Violations violations) throws IOException, InterruptedException {
        Memory now = memory(region);
        Memory then = before.getOrDefault(region, now);
        out.printf(
                "edge %s: heap after collection %.1f MB, then %.1f MB; resident %.0f MB, then %.0f MB%n",
                region,
                megabytes(then.heapBytes()),
                megabytes(now.heapBytes()),
                megabytes(then.residentBytes()),
                megabytes(now.residentBytes()));
        if (now.heapBytes() - then.heapBytes() >= HEAP_GROWTH) {
            violations.add("the heap of the edge in %s has grown by %.1f MB"
                    .formatted(region, megabytes(now.heapBytes() - then.heapBytes())));
        }
        if (now.residentBytes() - then.residentBytes() >= RESIDENT_GROWTH) {
            violations.add("the edge in %s has grown by %.0f MB"
                    .formatted(region, megabytes(now.residentBytes() - then.residentBytes())));
        }
    }

    private void printed(Violations violations) throws IOException {
        String output = edges().output();
        output.lines()
                .filter(line -> TROUBLE.matcher(line).find())
                .map(line -> line.substring(0, Math.min(line.length(), SHOWN)))
                .forEach(line -> violations.add("an edge printed: " + line));
        for (String secret : List.of(stage.key(), Wishes.CANARY)) {
            if (output.contains(secret)) {
                violations.add("an edge printed a key or a prompt");
            }
        }
    }

    private Memory memory(String region) throws IOException, InterruptedException {
        return Memory.of(edges().edge(region));
    }

    private String metrics(String region) {
        try (Client client = Client.to(edges().address(region))) {
            String head = "GET /metrics HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n\r\n";
            return client.send(head).answer().text();
        } catch (IOException _) {
            return "";
        }
    }

    private Edges edges() {
        return stage.edges();
    }

    private static List<String> regions() {
        return List.of(Upstream.US, Upstream.EU);
    }

    private static double megabytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }
}
