package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.RateLimit;
import dev.meridian.simulator.fault.Status;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/metrics.md} and what edges show after traffic of every kind say the same. */
@SuppressWarnings("NullAway.Init")
class MetricsDocTest {
    private static final Path DOCS = Path.of("..", "docs", "metrics.md");
    private static final Path ALERTS = Path.of("..", "infra", "prometheus", "alerts.yaml");

    private static final String ASK_USAGE =
            askStream("gpt-4.1").replace("{\"model\"", "{\"stream_options\":{\"include_usage\":true},\"model\"");

    @TempDir
    private Path folder;

    @Test
    void everyFamilyIsDocumentedWithItsLabelsAndNoOther() throws Exception {
        Map<String, MetricsPage.Family> documented = MetricsPage.documented(Files.readString(DOCS));
        MetricsPage shown = new MetricsPage();
        try (EdgeWorld world = EdgeWorld.pair(folder, 5_000, settings())) {
            provoke(world);
            world.awaitQuiet();
            shown.add(world.metrics());
            shown.add(atPeer(world));
        }
        assertThat(shown.families()).containsOnlyKeys(documented.keySet());
        shown.families()
                .forEach((name, family) -> assertThat(family.unlike(Objects.requireNonNull(documented.get(name))))
                        .as(name)
                        .isEmpty());
    }

    @Test
    void alertsAskForFamiliesThatThereAre() throws Exception {
        Set<String> documented = MetricsPage.documented(Files.readString(DOCS)).keySet();
        Set<String> asked = Pattern.compile("meridian_edge_\\w+")
                .matcher(Files.readString(ALERTS))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(documented).containsAll(asked);
        assertThat(asked).hasSizeGreaterThan(3);
    }

    private String[] settings() throws Exception {
        Path config = Files.writeString(
                folder.resolve("config.yaml"), "rate_limiting: {requests_per_minute: 1, burst_size: 60}\n");
        return new String[] {
            "--meridian.edge.config-file=" + config,
            "--meridian.edge.controller-url=http://127.0.0.1:9",
            "--meridian.edge.limits.body-idle=5s"
        };
    }

    /** One of each kind. */
    private static void provoke(EdgeWorld world) throws Exception {
        for (int i = 0; i < 12; i++) {
            world.chat(i % 2 == 0 ? ask("gpt-4.1") : askStream("gpt-4.1"));
        }
        world.get("/v1/files");
        fault(world, Status.of(500), ask("gpt-4.1"));
        fault(world, Status.of(401), ask("gpt-4.1"));
        fault(world, Status.of(422), ask("gpt-4.1"));
        fault(world, new BreakOff.Stall(Position.ROLE), ASK_USAGE);
        fault(world, new RateLimit(RateLimit.Form.SECONDS, Duration.ofSeconds(30)), ask("gpt-4.1"));
        fault(world, new BreakOff.Reset(Position.tokens(4)), askStream("gpt-4.1"));
        for (String wrong : new String[] {"{", ask("unknown"), "{\"model\":1}"}) {
            world.chat(wrong);
        }
        world.chat(ask("gpt-4.1"), "Authorization", "Bearer wrong");
        world.chat(ask("gpt-4.1"), "Content-Type", "text/plain");
        world.get("/nowhere");
        world.get("/v1//chat");
        world.get("/v1/completions");
        for (int i = 0; i < 60; i++) {
            world.get("/v1/models");
        }
    }

    /** It befalls the chain's first model only, so that another one answers. */
    private static void fault(EdgeWorld world, Fault fault, String body) throws Exception {
        world.simulator.faults().add(FaultRule.of(fault).model("gpt-4.1"));
        world.chat(body);
        world.simulator.faults().clear();
    }

    private static String atPeer(EdgeWorld world) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(world.edge(EU).resolve("/metrics")).build();
        return world.http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
