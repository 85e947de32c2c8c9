package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration that cannot work stops the start with one sentence. */
final class StartTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--meridian.controller.data-dri=x           | unknown key \"meridian.controller.data-dri\", did you mean \"meridian.controller.data-dir\"?",
                "--meridian.edge.port=1                     | unknown key \"meridian.edge.port\", did you mean",
                "--meridian.controller.policy.ramp-strat=1  | unknown key \"meridian.controller.policy.ramp-strat\", did you mean \"meridian.controller.policy.ramp-start\"?",
                "--meridian.controller.policy.down-after=no | meridian.controller.policy.down-after must be a number",
                "--meridian.controller.policy.trust-full=no | meridian.controller.policy.trust-full must be a duration such as 15s",
                "--meridian.controller.decision-interval=no | meridian.controller.decision-interval is not a valid duration",
                "--meridian.controller.decision-interval=1ms| meridian.controller.decision-interval is 1 ms, it must be 100 to 60000 ms",
                "--meridian.controller.audit-retention=1h | meridian.controller.audit-retention is 1 h, it must be 24 h or more",
                "--meridian.controller.table-history=0 | meridian.controller.table-history is 0, it must be 1 to 100000",
                "--meridian.controller.table-history-size=1KB | meridian.controller.table-history-size is 1024B, it must be 1 MB to 4 GB",
                "--meridian.controller.regions-file=none    | none does not exist",
                "--meridian.controller.tokens-file=none     | none cannot be read",
                "--server.address=0.0.0.0                   | server.address is not loopback and meridian.controller.tokens-file is not set",
                "--server.port=http                         | server.port is not",
                "--server.port=70000                        | server.port",
            })
    void brokenConfigurationIsOneSentence(String argument, String sentence) throws IOException {
        assertThat(startWith(argument))
                .startsWith("meridian controller cannot start: ")
                .contains(sentence);
    }

    @Test
    void portInUseIsOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(startWith("--server.port=" + taken.getLocalPort()))
                    .contains("port " + taken.getLocalPort() + " is in use, choose another with --server.port");
        }
    }

    @Test
    void missingRegionsFileSettingIsOneSentence() {
        assertThat(run(List.of("--server.port=0"))).contains("meridian.controller.regions-file is not set");
    }

    private String startWith(String argument) throws IOException {
        Path regions = Files.writeString(dir.resolve("regions.yaml"), RunningController.REGIONS);
        List<String> arguments = new ArrayList<>(List.of("--meridian.controller.data-dir=" + dir.resolve("data")));
        if (!argument.contains("regions-file")) {
            arguments.add("--meridian.controller.regions-file=" + regions);
        }
        if (!argument.contains("server.port")) {
            arguments.add("--server.port=0");
        }
        arguments.add(argument);
        return run(arguments);
    }

    private static String run(List<String> arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = ControllerApplication.run(
                new PrintStream(err, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
        assertThat(code).isEqualTo(1);
        String said = err.toString(StandardCharsets.UTF_8);
        assertThat(said.lines()).as(said).hasSize(1);
        return said;
    }
}
