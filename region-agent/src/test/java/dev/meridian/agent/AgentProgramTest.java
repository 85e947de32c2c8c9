package dev.meridian.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.agent.fake.FakeServer;
import dev.meridian.agent.fake.FakeServer.Reply;
import dev.meridian.agent.fake.FakeServer.Request;
import dev.meridian.agent.fake.RefusingPort;
import dev.meridian.agent.serve.StatusServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class AgentProgramTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void agentReportsWhatItSawOfItsRegionAndTheOthers() {
        try (FakeServer ready = FakeServer.start(AgentProgramTest::edge);
                FakeServer unready = FakeServer.start(_ -> Reply.of(503));
                FakeServer controller = FakeServer.start(AgentProgramTest::controller)) {
            String edges = ready.endpoint() + "," + unready.endpoint() + "," + RefusingPort.find();
            try (ConfigurableApplicationContext agent = SpringApplication.run(
                    AgentConfiguration.class,
                    "--meridian.agent.region=eu-west-1",
                    "--meridian.agent.name=agent-eu-0",
                    "--meridian.agent.edges=" + edges,
                    "--meridian.agent.controller-url=" + controller.endpoint(),
                    "--meridian.agent.report-interval=200ms",
                    "--meridian.agent.probe-interval=50ms",
                    "--meridian.agent.endpoint-overrides.us-west-2=" + ready.endpoint(),
                    "--meridian.agent.endpoint-overrides.ap-southeast-1=" + RefusingPort.find(),
                    "--server.address=127.0.0.1",
                    "--server.port=0")) {
                await().atMost(PATIENCE)
                        .until(() -> controller.json("/v1/reports").stream().anyMatch(AgentProgramTest::saysItAll));

                assertThat(agent.getBean(StatusServer.class).port()).isPositive();
                assertThat(controller.json("/v1/reports"))
                        .extracting(
                                report -> report.path("sender").path("bootId").asString())
                        .containsOnly(controller
                                .json("/v1/reports")
                                .getFirst()
                                .path("sender")
                                .path("bootId")
                                .asString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --meridian.agent.regoin=eu-west-1 | the setting meridian.agent.regoin is not known, the nearest known one is meridian.agent.region
            --meridian.agent.region=EU_1      | meridian.agent.region: region "EU_1" may contain only a-z, 0-9 and inner hyphens
            --meridian.agent.controller-key-file=/nowhere | meridian.agent.controller-certificate-file and meridian.agent.controller-key-file need each other
            --meridian.agent.controller-ca-file=/nowhere | meridian.agent.controller-ca-file and meridian.agent.controller-certificate-file need a controller-url that begins with https
            --server.port=70000               | server.port 70000 must be 0 to 65535
            """)
    void brokenConfigurationStopsTheStartWithOneSentence(String argument, String sentence)
            throws IOException, InterruptedException {
        Process agent = start(argument);
        String errors = new String(agent.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isEqualTo(1);
        assertThat(errors.strip()).isEqualTo("region-agent cannot start: " + sentence);
    }

    private static Process start(String argument) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AgentApplication.class.getName(),
                argument));
        if (!argument.startsWith("--meridian.agent.region=")) {
            command.add("--meridian.agent.region=eu-west-1");
        }
        command.addAll(List.of(
                "--meridian.agent.edges=http://127.0.0.1:1",
                "--meridian.agent.controller-url=http://127.0.0.1:1",
                "--server.address=127.0.0.1"));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean saysItAll(JsonNode report) {
        return report.path("edgesReady").asInt() == 1
                && report.path("edgesTotal").asInt() == 3
                && report.path("upstream").asString().equals("REACHABLE")
                && report.path("peers").path("us-west-2").path("succeeded").asInt() > 0
                && report.path("peers")
                                .path("us-west-2")
                                .path("roundTripMicros")
                                .size()
                        > 0
                && report.path("peers").path("ap-southeast-1").path("failed").asInt() > 0
                && report.path("probes").path("failed").asInt() > 0;
    }

    private static Reply edge(Request request) {
        return request.target().equals("/v1/models")
                ? new Reply(200, Map.of("x-meridian-models", "cache", "age", "3"), "{\"data\": []}")
                : Reply.of(200);
    }

    private static Reply controller(Request request) throws InterruptedException {
        if (request.target().equals("/v1/reports")) {
            return Reply.of(204);
        }
        if (request.header("if-none-match").isEmpty()) {
            return new Reply(200, Map.of("etag", "\"1.12\""), golden());
        }
        new CountDownLatch(1).await(); // holds the poll; it ends with the agent
        return Reply.of(304);
    }

    private static String golden() {
        try (InputStream in = AgentProgramTest.class.getResourceAsStream("/wire/table.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
