package dev.meridian.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broken configuration stops the start with one sentence. */
@SuppressWarnings("NullAway.Init")
class StartTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--meridian.edge.origin=                        | meridian.edge.origin must be set",
                "--meridian.edge.origin=US_WEST                 | origin \"US_WEST\" may contain only",
                "--HOLYSHEEP_API_KEY=                           | HOLYSHEEP_API_KEY must be set",
                "--HOLYSHEEP_BASE_URL=ftp://x                   | HOLYSHEEP_BASE_URL: endpoint scheme",
                "--TIMEOUT_SECONDS=soon                         | TIMEOUT_SECONDS is \"soon\", it must be a whole number",
                "--MAX_RETRIES=99                               | MAX_RETRIES is 99, it must be 0 to 10",
                "--meridian.edge.orgin=us                       | meridian.edge.orgin\" is not known, the nearest known one is",
                "--meridian.edge.limits.bodi=1MB                | the nearest known one is \"meridian.edge.limits.body\"",
                "--meridian.edge.port=70000                     | port is 70000, it must be 0 to 65535",
                "--meridian.edge.busy-poll=1s                   | busy-poll (us) is 1000000, it must be 0 to 10000",
                "--meridian.edge.table-wait=forever             | meridian.edge.table-wait",
                "--meridian.edge.reload-interval=1ms            | reload-interval (ms) is 1, it must be 100 to 600000",
                "--meridian.edge.limits.connect=0s              | limits.connect (ms) is 0, it must be 1 to",
                "--meridian.edge.peer-token-file=/nowhere       | meridian.edge.peer-token-file: /nowhere cannot be read",
                "--meridian.edge.controller-key-file=/nowhere   | controller-certificate-file and meridian.edge.controller-key-file need each other",
                "--meridian.edge.controller-ca-file=/nowhere    | meridian.edge.controller-ca-file: /nowhere cannot be read",
                "--meridian.edge.controller-url=ftp://meridian  | meridian.edge.controller-url: endpoint scheme \"ftp\" must be http or https",
                "--meridian.edge.secret-dir=/nowhere            | meridian.edge.secret-dir: /nowhere/api-key cannot be read",
                "--meridian.edge.access-log-file=/nowhere/x     | access-log-file: /nowhere/x cannot be written: NoSuchFileException",
                "--meridian.edge.access-log=some                | meridian.edge.access-log",
                "--meridian.edge.config-file=/nowhere           | /nowhere cannot be read",
                "--meridian.edge.client-keys-file=/nowhere      | /nowhere cannot be read",
            })
    void wrongSettingIsNamedWithItsLimit(String argument, String sentence) {
        assertThat(start(argument)).contains(sentence);
    }

    @Test
    void portInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(start("--meridian.edge.port=" + taken.getLocalPort()))
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void wrongFileIsNamedWithItsKey() throws Exception {
        Path config = Files.writeString(folder.resolve("config.yaml"), "fallback: {retry_attemps: 3}\n");
        assertThat(start("--meridian.edge.config-file=" + config))
                .contains("config.yaml: fallback", "retry_attemps", "the nearest known one is \"retry_attempts\"");
    }

    @Test
    void wrongKeyFileIsNamedWithItsKey() throws Exception {
        Path keys = Files.writeString(folder.resolve("client-keys.yaml"), "keys: [{name: team-a, sha265: 00}]\n");
        assertThat(start("--meridian.edge.client-keys-file=" + keys))
                .contains("client-keys.yaml: keys[0]", "sha265", "the nearest known one is \"sha256\"");
    }

    /** What is said on stderr; it must be one line. */
    private String start(String argument) {
        List<String> args = new ArrayList<>(List.of(
                "--meridian.edge.origin=us-west-2",
                "--meridian.edge.address=127.0.0.1",
                "--meridian.edge.port=0",
                "--meridian.edge.table-file=" + folder.resolve("table.json"),
                "--HOLYSHEEP_API_KEY=sk-test",
                "--HOLYSHEEP_BASE_URL=http://127.0.0.1:9"));
        args.removeIf(other -> other.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
        args.add(argument);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        boolean started =
                EdgeApplication.run(new PrintStream(err, true, StandardCharsets.UTF_8), args.toArray(String[]::new));
        String said = err.toString(StandardCharsets.UTF_8);
        assertThat(started).as(() -> Arrays.toString(args.toArray())).isFalse();
        assertThat(said.strip()).doesNotContain("\n").startsWith("edge-proxy cannot start: ");
        return said;
    }
}
