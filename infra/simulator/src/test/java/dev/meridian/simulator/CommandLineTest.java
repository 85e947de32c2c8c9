package dev.meridian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.simulator.catalog.ModelProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandLineTest {
    @TempDir
    private Path folder;

    private static SimulatorSettings read(String... arguments) {
        return CommandLine.read(arguments, Map.of());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void withoutArgumentsItIsTheDefaults() {
        assertThat(read()).isEqualTo(SimulatorSettings.defaults());
    }

    @Test
    void theKeyComesFromTheEnvironmentUnlessItIsGiven() {
        Map<String, String> environment = Map.of("HOLYSHEEP_API_KEY", "from-environment");

        assertThat(CommandLine.read(new String[0], environment).keys()).containsExactly("from-environment");
        assertThat(CommandLine.read(new String[] {"--key=given"}, environment).keys())
                .containsExactly("given");
    }

    @Test
    void argumentsGoOverTheFile() throws Exception {
        String config = file("config.yaml", """
                port: 1
                threads: 2
                region_ports: {eu-west-1: 10, us-west-2: 11}
                keys: [a, b]
                models:
                  - {name: gpt-4.1, first_token: 300ms, tokens_per_second: 80, input_price: 2}
                  - {name: extra, output_price: 1}
                """);
        SimulatorSettings settings = read("--config=" + config, "--port=7", "--region-port.us-west-2=12");

        assertThat(settings.port()).isEqualTo(7);
        assertThat(settings.threads()).isEqualTo(2);
        assertThat(settings.regionPorts()).isEqualTo(Map.of("eu-west-1", 10, "us-west-2", 12));
        assertThat(settings.keys()).containsExactlyInAnyOrder("a", "b");
        assertThat(settings.models()).hasSize(6);
        ModelProfile changed = settings.models().getFirst();
        assertThat(changed.firstToken()).isEqualTo(Duration.ofMillis(300));
        assertThat(changed.outputPrice()).isEqualTo(8.0);
    }

    @Test
    void aScriptIsReadFromItsFile() throws Exception {
        String script = file("script.yaml", "steps: [{at: 2s, clear: true}, {at: 1s, remove: x}]");
        SimulatorSettings settings = read("--script=" + script);

        assertThat(Objects.requireNonNull(settings.script()).steps())
                .extracting(step -> step.at().toSeconds())
                .containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            port                   | must be --key=value
            --prt=1                | unknown key "prt", the nearest known one is "port"
            --port=70000           | port 70000 must be 0 to 65535
            --port=x               | port
            --threads=0            | threads 0 must be 1 to 64
            --key=                 | keys must name
            --config=/no/such/file | /no/such/file
            --region-port.default=1 | that of the main port already
            """)
    void whatIsWrongIsSaidInOneSentence(String argument, String says) {
        assertThatThrownBy(() -> read(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aPortThatIsTakenStopsTheStart() {
        try (Simulator first = Simulator.start(SimulatorSettings.onFreePort())) {
            assertThatThrownBy(
                            () -> Simulator.start(SimulatorSettings.defaults().withPort(first.port())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + first.port());
        }
    }
}
