package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A decision of the real controller comes out the same, bit for bit, when another process decides again. */
@Order(11)
@ExtendWith(SharedWorld.class)
final class ReplayTest {
    @TempDir
    Path folder;

    @Test
    void decisionOfTheControllerIsReplayedBitForBit(World world) throws Exception {
        Path file = folder.resolve("decision.json");
        Ran saved = run(world.commandLine("replay", file.toString(), "--save"));

        assertThat(saved.printed()).contains("saved to " + file, "the same: table ");
        assertThat(saved.code()).isZero();
        assertThat(run(world.commandLine("replay", file.toString())).code()).isZero();
    }

    @Test
    void fileOfAControllerWhoseEdgesDidNotSayWhatRunsIsReplayed(World world) throws Exception {
        Path file = folder.resolve("decision.json");
        run(world.commandLine("replay", file.toString(), "--save"));
        JsonMapper json = new JsonMapper();
        JsonNode made = json.readTree(Files.readString(file));
        assertThat(made.findParents("running"))
                .isNotEmpty()
                .allSatisfy(observation -> ((ObjectNode) observation).remove("running"));
        Files.writeString(file, json.writeValueAsString(made));

        Ran replayed = run(world.commandLine("replay", file.toString()));
        assertThat(replayed.code()).as(replayed.printed()).isZero();
    }

    @Test
    void valueThatWasChangedByHandIsFound(World world) throws Exception {
        Path file = folder.resolve("decision.json");
        run(world.commandLine("replay", file.toString(), "--save"));
        String json = Files.readString(file);
        int decision = json.lastIndexOf("\"alarms\":[]");
        assertThat(decision).as("a decision without alarms").isPositive();
        Files.writeString(
                file, json.substring(0, decision) + "\"alarms\":[\"forged\"]" + json.substring(decision + 11));

        Ran replayed = run(world.commandLine("replay", file.toString()));
        assertThat(replayed.printed()).contains("/alarms: was [\"forged\"], is []", "1 differences");
        assertThat(replayed.code()).isEqualTo(1);
    }

    private static Ran run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), printed);
    }

    private record Ran(int code, String printed) {}
}
