package dev.meridian.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of its writes loses none that it had acknowledged. */
final class KilledWriterTest {
    private static final RegionId REGION = new RegionId("us-west-2");

    /** Tells the writer's own lines from those of a log. */
    private static final String WROTE = "wrote ";

    @TempDir
    Path dir;

    @Test
    void acknowledgedWriteSurvivesAKill() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int acknowledged = 0;
        try (BufferedReader out = writer.inputReader()) {
            while (acknowledged < 50) {
                @Nullable String line = out.readLine();
                assertThat(line)
                        .as("the writer ended after %s writes", acknowledged)
                        .isNotNull();
                if (String.valueOf(line).startsWith(WROTE)) {
                    acknowledged = Integer.parseInt(String.valueOf(line).substring(WROTE.length()));
                }
            }
            writer.destroyForcibly();
            assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }

        try (ControlStore store = SqliteControlStore.open(dir, new Wire())) {
            RegionIntent found = store.intents().getOrDefault(REGION, new RegionIntent(0, true));
            assertThat(found.weight()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(store.epoch()).isEqualTo(2);
            assertThat(store.auditAfter(0, ControlStore.MAX_AUDIT_PAGE)).hasSize(found.weight());
        }
    }

    /** Writes weight after weight and says each one that the store took. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            ControlStore store = SqliteControlStore.open(Path.of(args[0]), new Wire());
            for (int weight = 1; weight <= RegionIntent.MAX_WEIGHT; weight++) {
                store.putIntent(REGION, new RegionIntent(weight, true), Samples.fact(weight));
                System.out.println(WROTE + weight);
                System.out.flush();
            }
            System.in.read();
        }
    }
}
