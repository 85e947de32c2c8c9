package dev.meridian.e2e.world;

import dev.meridian.fixtures.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command lines of the programs and the files they read, with the times of a demo instead of production's. */
final class Programs {
    private final Path folder;
    private final Secrets secrets;
    private final int simulator = Ports.draw();
    private final int controller = Ports.draw();
    private final Map<String, Integer> upstreams = drawForEach();
    private final Map<String, Integer> edges = drawForEach();
    private final Map<String, Integer> agents = drawForEach();

    Programs(Path folder, Secrets secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    void writeFiles() {
        write("regions.yaml", regionsFile());
        write("tokens.yaml", secrets.tokensFile());
        write("admin.token", secrets.admin() + "\n");
        write("operator.token", secrets.operator() + "\n");
        write("edges.token", secrets.edges() + "\n");
        write("peers.token", secrets.peers() + "\n");
        for (String region : Regions.ALL) {
            write("agent-" + region + ".token", secrets.agent(region) + "\n");
        }
    }

    Program simulator() {
        List<String> arguments = new ArrayList<>(List.of("--port=" + simulator));
        upstreams.forEach((region, port) -> arguments.add("--region-port." + region + "=" + port));
        return new Program(
                "simulator",
                Jars.SIMULATOR,
                Program.SMALL_JVM,
                arguments,
                Map.of("HOLYSHEEP_API_KEY", secrets.upstreamKey()),
                loopback(simulator).resolve("/_sim/health"));
    }

    Program controller() {
        return new Program(
                "controller",
                Jars.CONTROLLER,
                Program.SMALL_JVM,
                List.of(
                        "--server.port=" + controller,
                        "--meridian.controller.regions-file=" + path("regions.yaml"),
                        "--meridian.controller.tokens-file=" + path("tokens.yaml"),
                        "--meridian.controller.data-dir=" + path("controller-data"),
                        "--meridian.controller.decision-interval=1s",
                        "--meridian.controller.policy.headroom=1.0",
                        "--meridian.controller.policy.up-after=2",
                        "--meridian.controller.policy.ramp-duration=5s",
                        "--meridian.controller.policy.drain-duration=3s"),
                Map.of(),
                loopback(controller).resolve("/ready"));
    }

    Program edge(String region) {
        return edge("edge-" + region, region, port(edges, region));
    }

    /** Reaches HolySheep at its region's own port, so that the simulator can tell the regions apart. */
    Program edge(String name, String region, int port) {
        return new Program(
                name,
                Jars.EDGE,
                Program.SMALL_JVM,
                List.of(
                        "--meridian.edge.port=" + port,
                        "--meridian.edge.address=127.0.0.1",
                        "--meridian.edge.origin=" + region,
                        "--meridian.edge.name=" + name,
                        "--meridian.edge.controller-url=" + loopback(controller),
                        "--meridian.edge.controller-token-file=" + path("edges.token"),
                        "--meridian.edge.peer-token-file=" + path("peers.token"),
                        "--meridian.edge.table-file=" + path(name + "-data").resolve("table.json"),
                        "--meridian.edge.observation-interval=1s"),
                Map.of(
                        "HOLYSHEEP_BASE_URL",
                        loopback(port(upstreams, region)) + "v1",
                        "HOLYSHEEP_API_KEY",
                        secrets.upstreamKey()),
                loopback(port).resolve("/ready"));
    }

    Program agent(String region) {
        return new Program(
                "agent-" + region,
                Jars.AGENT,
                Program.SMALL_JVM,
                List.of(
                        "--server.port=" + port(agents, region),
                        "--server.address=127.0.0.1",
                        "--meridian.agent.region=" + region,
                        "--meridian.agent.name=agent-" + region,
                        "--meridian.agent.edges=http://127.0.0.1:" + port(edges, region),
                        "--meridian.agent.controller-url=http://127.0.0.1:" + controller,
                        "--meridian.agent.controller-token-file=" + path("agent-" + region + ".token"),
                        "--meridian.agent.peer-token-file=" + path("peers.token"),
                        "--meridian.agent.report-interval=1s",
                        "--meridian.agent.probe-interval=300ms"),
                Map.of(),
                loopback(port(agents, region)).resolve("/ready"));
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    static URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private String regionsFile() {
        StringBuilder yaml = new StringBuilder("regions:\n");
        for (String region : Regions.ALL) {
            yaml.append("  - {name: %s, endpoint: \"http://127.0.0.1:%d\", weight: %d, enabled: true}\n"
                    .formatted(region, port(edges, region), Regions.WEIGHTS.get(region)));
        }
        return yaml.toString();
    }

    private void write(String file, String text) {
        try {
            Files.writeString(path(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Map<String, Integer> ports, String region) {
        Integer port = ports.get(region);
        if (port == null) {
            throw new IllegalArgumentException("there is no region " + region);
        }
        return port;
    }

    private static Map<String, Integer> drawForEach() {
        Map<String, Integer> ports = new TreeMap<>();
        Regions.ALL.forEach(region -> ports.put(region, Ports.draw()));
        return Map.copyOf(ports);
    }
}
