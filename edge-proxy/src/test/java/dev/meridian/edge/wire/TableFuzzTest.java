package dev.meridian.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.fixtures.fuzz.FuzzRun;
import dev.meridian.fixtures.fuzz.Mutator;
import dev.meridian.routing.table.RoutingTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A broken table is read or refused with a sentence. */
class TableFuzzTest {
    private static final Mutator MUTATOR = new Mutator(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "true",
            "-1",
            "0.5",
            "1e400",
            "10000",
            "\"shares\":",
            "\"regions\":{}",
            "\"\\ud800\"",
            "\"\"",
            "\"http://[\"",
            "\"http://a:99999/\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"us west\"",
            "{\"a\":{\"a\":{\"a\":",
            "[[[[[[[[[[",
            "//",
            "\u00ef\u00bb\u00bf",
            "\u0000");

    private final WireJson wire = new WireJson();

    @Test
    void brokenTablesAreReadOrRefused() throws IOException {
        byte[] golden = golden();
        FuzzRun run = FuzzRun.of("tables", 10);
        run.cases().forEach(number -> {
            RandomGenerator random = run.random(number);
            byte[] table = MUTATOR.mutate(random, golden, golden);
            try {
                RoutingTable read = wire.readTable(table);
                assertThat(read.origins()).isNotEmpty();
            } catch (IllegalArgumentException e) {
                if (String.valueOf(e.getMessage()).isBlank()) {
                    run.failed(number, "refused without a word", table);
                }
            } catch (RuntimeException | StackOverflowError e) {
                run.failed(number, e.toString(), table);
            }
        });
        run.finish();
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = TableFuzzTest.class.getResourceAsStream("/wire/table.json")) {
            if (in == null) {
                throw new IOException("the golden table is not there");
            }
            return in.readAllBytes();
        }
    }
}
