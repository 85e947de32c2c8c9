package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.client.Reply;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operators' command line against the real controller. */
@Order(5)
@ExtendWith(SharedWorld.class)
final class SteeringTest {
    @Test
    void drainIsLookedAtStartedExtendedAndEnded(World world) throws Exception {
        Ran preview = meridian(world, "drain", "preview", Regions.EU);
        assertThat(preview.code()).as(preview.printed()).isZero();
        assertThat(preview.printed()).contains("REGION", "eu-west-1", "0.00 %");
        Ran dry = meridian(world, "drain", "start", Regions.EU, "--reason", "a test", "--dry-run");
        assertThat(dry.code()).as(dry.printed()).isZero();
        assertThat(world.operator().drains()).isEmpty();

        Ran started = meridian(world, "drain", "start", Regions.EU, "--reason", "a test", "--expires", "10m");
        assertThat(started.code()).as(started.printed()).isZero();
        assertThat(started.printed()).startsWith("draining eu-west-1 until ");
        Ran again = meridian(world, "drain", "start", Regions.EU, "--reason", "a test");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.printed()).contains("(409): region eu-west-1 is drained already");
        Ran extended = meridian(world, "drain", "extend", Regions.EU, "--expires", "3h");
        assertThat(extended.code()).as(extended.printed()).isZero();
        assertThat(meridian(world, "drain", "extend", Regions.EU, "--expires", "3d")
                        .code())
                .as("72 h after its start have begun")
                .isEqualTo(1);
        assertThat(meridian(world, "drain", "list").printed()).contains("eu-west-1");
        assertThat(meridian(world, "drain", "end", Regions.EU, "--yes").code()).isZero();
        assertThat(world.operator().drains()).isEmpty();
    }

    @Test
    void weightIsSetOnWhatWasSeenAndAnOverrideIsForAdmins(World world) throws Exception {
        Ran dry = meridian(world, "weight", Regions.AP, "0", "--dry-run");
        assertThat(dry.code()).as(dry.printed()).isZero();
        assertThat(weight(world)).isEqualTo(80);

        assertThat(meridian(world, "weight", Regions.AP, "70").printed())
                .isEqualTo("ap-southeast-1: weight 70, enabled\n");
        assertThat(weight(world)).isEqualTo(70);
        Ran override = meridian(world, "weight", Regions.AP, "0", "--override", "because");
        assertThat(override.code()).isEqualTo(1);
        assertThat(override.printed()).contains("(403): an override needs a token of role admin");
        meridian(world, "weight", Regions.AP, "80");
        assertThat(weight(world)).isEqualTo(80);
    }

    private static int weight(World world) {
        Reply intent = world.operator().call("GET", "/v1/regions/" + Regions.AP + "/intent", "");
        return intent.json().path("weight").asInt();
    }

    private static Ran meridian(World world, String... arguments) throws IOException, InterruptedException {
        List<String> command = world.commandLine(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), printed);
    }

    private record Ran(int code, String printed) {}
}
