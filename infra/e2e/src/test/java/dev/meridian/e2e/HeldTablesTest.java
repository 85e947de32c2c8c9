package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Freeze, pins, safety rules and the way back, by the operators' command line against the real controller. */
@Order(5)
@ExtendWith(SharedWorld.class)
final class HeldTablesTest {
    @TempDir
    Path folder;

    @Test
    void tableIsFrozenAndLetGo(World world) throws Exception {
        Ran frozen = meridian(world, "freeze", "--reason", "a test", "--expires", "10m");
        assertThat(frozen.code()).as(frozen.printed()).isZero();
        assertThat(frozen.printed()).startsWith("frozen until ");
        assertThat(meridian(world, "freeze", "--reason", "again").code()).isZero();
        assertThat(meridian(world, "explain", Regions.EU).printed())
                .contains("FROZEN by test-operator until ", ": again");

        Path file = folder.resolve("decision.json");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(meridian(world, "explain").printed()).contains("ALARM: frozen by"));
        Ran replayed = meridian(world, "replay", file.toString(), "--save");
        assertThat(replayed.code()).as(replayed.printed()).isZero();

        assertThat(meridian(world, "unfreeze").code()).isZero();
        assertThat(meridian(world, "unfreeze").printed()).contains("(404): the table is not frozen");
    }

    @Test
    void pinIsSetExplainedReplayedAndEnded(World world) throws Exception {
        // So near to what is decided that the way back takes one decision.
        Ran pinned = meridian(
                world,
                "pin",
                Regions.AP,
                Regions.AP + "=27.08",
                Regions.EU + "=36.46",
                Regions.US + "=36.46",
                "--reason",
                "a test");
        assertThat(pinned.code()).as(pinned.printed()).isZero();
        try {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    meridian(world, "explain", Regions.AP).printed())
                            .contains("PINNED by test-operator until ", "27.08 %", "36.46 %"));
            assertThat(meridian(world, "pins").printed()).contains("eu-west-1 36.46 %, us-west-2 36.46 %");
            Ran replayed =
                    meridian(world, "replay", folder.resolve("pinned.json").toString(), "--save");
            assertThat(replayed.code()).as(replayed.printed()).isZero();
        } finally {
            assertThat(meridian(world, "unpin", Regions.AP).printed()).contains("is not pinned any more");
        }
    }

    @Test
    void formerTableIsFoundComparedAndRolledBackTo(World world) throws Exception {
        meridian(world, "weight", Regions.AP, "10");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(meridian(world, "history").printed()).contains("by weight: weight 10 of "));
        String former = meridian(world, "history", "--last", "1000")
                .printed()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        String version = former.substring(0, former.indexOf(' '));
        try {
            assertThat(meridian(world, "diff", version).printed()).contains("ap-southeast-1  share");
            Ran dry = meridian(world, "rollback", version, "--reason", "a test", "--dry-run");
            assertThat(dry.code()).as(dry.printed()).isZero();
            assertThat(meridian(world, "pins").printed()).isEqualTo("no origin is pinned\n");

            Ran back = meridian(world, "rollback", version, "--reason", "a test");
            assertThat(back.code()).as(back.printed()).isZero();
            assertThat(back.printed()).startsWith("as in table " + version + ": ");
            assertThat(meridian(world, "pins").printed()).contains("test-operator");
        } finally {
            meridian(world, "unpin", "--all");
            meridian(world, "weight", Regions.AP, "80");
        }
        assertThat(meridian(world, "pins").printed()).isEqualTo("no origin is pinned\n");
    }

    @Test
    void safetyRulesAreShownAndAreAdminsToSet(World world) throws Exception {
        assertThat(meridian(world, "safety").printed()).isEqualTo("at least 1 regions are left to serve\n");
        Ran set = meridian(world, "safety", "--at-least", "2");
        assertThat(set.code()).isEqualTo(1);
        assertThat(set.printed()).contains("(403): this needs a token of role admin");
    }

    @Test
    void sendersShowsEveryAgentAndTheTableOfEveryEdge(World world) throws Exception {
        Ran senders = meridian(world, "senders");

        assertThat(senders.code()).as(senders.printed()).isZero();
        assertThat(senders.printed().lines().filter(line -> line.startsWith("agent ")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(senders.printed().lines().filter(line -> line.matches("edge .*FRESH +[0-9]+\\.[0-9]+ +[A-Z]+")))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    private static Ran meridian(World world, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(world.commandLine(arguments))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), printed);
    }

    private record Ran(int code, String printed) {}
}
