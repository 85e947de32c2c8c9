package dev.meridian.demo.world;

import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.process.Program;
import dev.meridian.routing.region.RegionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command lines of the programs and the files they read. */
final class Programs {
    /** Enough for the light traffic of a demo; eight JVMs have to fit into a small laptop. */
    private static final String SIMULATOR_HEAP = "-Xmx64m";

    /** A model as it might be: a first token after 150 ms and half a second of tokens. */
    private static final String SIMULATOR_SETTINGS = """
            models:
              - {name: gpt-4.1, first_token: 150ms, tokens_per_second: 50, answer_tokens: 24}
            """;

    private static final String CONTROLLER_HEAP = "-Xmx128m";
    private static final String EDGE_HEAP = "-Xmx128m";
    private static final String AGENT_HEAP = "-Xmx48m";

    private final Jars jars;
    private final Folder folder;
    private final PortBlock ports;
    private final Credentials credentials;

    Programs(Jars jars, Folder folder, PortBlock ports, Credentials credentials) {
        this.jars = jars;
        this.folder = folder;
        this.ports = ports;
        this.credentials = credentials;
    }

    /** Writes what the programs read. */
    void writeFiles() throws IOException {
        folder.write("regions.yaml", regionsFile());
        folder.write("simulator.yaml", SIMULATOR_SETTINGS);
        folder.write("tokens.yaml", credentials.tokensFile());
        folder.write("operator.token", credentials.operator());
        folder.write("edges.token", credentials.edges());
        folder.write("peers.token", credentials.peers());
        folder.write("client.key", credentials.upstreamKey());
        for (RegionId region : Geography.REGIONS) {
            folder.write("agent-" + region + ".token", credentials.agent(region));
        }
    }

    Program simulator() {
        List<String> arguments = new ArrayList<>(List.of(
                "--config=" + path("simulator.yaml"),
                "--port=" + ports.simulator(),
                "--control-port=" + ports.simulatorControl()));
        Geography.REGIONS.forEach(region -> arguments.add("--region-port." + region + "=" + ports.upstream(region)));
        return java(
                "simulator",
                jars.simulator(),
                List.of(SIMULATOR_HEAP),
                arguments,
                Map.of("HOLYSHEEP_API_KEY", credentials.upstreamKey()));
    }

    Program controller() throws IOException {
        return java(
                "controller",
                jars.controller(),
                List.of(CONTROLLER_HEAP),
                List.of(
                        "--server.port=" + ports.controller(),
                        "--server.address=127.0.0.1",
                        "--meridian.controller.regions-file=" + path("regions.yaml"),
                        "--meridian.controller.tokens-file=" + path("tokens.yaml"),
                        "--meridian.controller.data-dir=" + folder.directory("controller"),
                        "--meridian.controller.decision-interval=" + millis(Pace.DECISION),
                        // The story is of weights: they are followed strictly, whatever the distances.
                        "--meridian.controller.policy.headroom=1.0",
                        "--meridian.controller.policy.up-after=" + Pace.UP_AFTER,
                        "--meridian.controller.policy.ramp-duration=" + millis(Pace.RAMP),
                        "--meridian.controller.policy.drain-duration=" + millis(Pace.DRAIN)),
                Map.of());
    }

    Program edge(RegionId region) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--meridian.edge.port=" + ports.edge(region),
                "--meridian.edge.address=127.0.0.1",
                "--meridian.edge.origin=" + region,
                "--meridian.edge.region=" + region,
                "--meridian.edge.name=edge-" + region,
                "--meridian.edge.controller-url=" + loopback(ports.controller()),
                "--meridian.edge.controller-token-file=" + path("edges.token"),
                "--meridian.edge.peer-token-file=" + path("peers.token"),
                "--meridian.edge.table-file="
                        + folder.directory("edge-" + region).resolve("table.json"),
                "--meridian.edge.observation-interval=" + millis(Pace.REPORT),
                "--meridian.edge.limits.shutdown-notice=0s")); // nobody watches whether it is ready
        arguments.addAll(relayed("meridian.edge", region));
        return java(
                "edge-" + region,
                jars.edge(),
                List.of(EDGE_HEAP),
                arguments,
                Map.of(
                        "HOLYSHEEP_BASE_URL",
                        loopback(ports.upstream(region)) + "/v1",
                        "HOLYSHEEP_API_KEY",
                        credentials.upstreamKey()));
    }

    Program agent(RegionId region) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + ports.agent(region),
                "--server.address=127.0.0.1",
                "--meridian.agent.region=" + region,
                "--meridian.agent.name=agent-" + region,
                "--meridian.agent.edges=" + loopback(ports.edge(region)),
                "--meridian.agent.controller-url=" + loopback(ports.controller()),
                "--meridian.agent.controller-token-file=" + path("agent-" + region + ".token"),
                "--meridian.agent.peer-token-file=" + path("peers.token"),
                "--meridian.agent.report-interval=" + millis(Pace.REPORT)));
        arguments.addAll(relayed("meridian.agent", region));
        return java("agent-" + region, jars.agent(), List.of(AGENT_HEAP), arguments, Map.of());
    }

    private List<String> relayed(String prefix, RegionId from) {
        return Geography.othersThan(from).stream()
                .map(to -> "--" + prefix + ".endpoint-overrides." + to + "=" + loopback(ports.relay(from, to)))
                .toList();
    }

    private String regionsFile() {
        StringBuilder yaml = new StringBuilder("regions:\n");
        for (RegionId region : Geography.REGIONS) {
            yaml.append("  - {name: %s, endpoint: \"%s\", weight: %d, enabled: true}\n"
                    .formatted(region, loopback(ports.edge(region)), Weights.of(region)));
        }
        return yaml.toString();
    }

    private Program java(
            String name, Path jar, List<String> heap, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                jars.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + folder.temporary()));
        command.addAll(heap);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        return new Program(name, command, environment);
    }

    private Path path(String file) {
        return folder.root().resolve(file);
    }

    private static String loopback(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
