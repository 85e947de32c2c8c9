package dev.meridian.conformance.gateway;

import dev.meridian.conformance.process.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command lines of a setup's programs and the files that they read. */
final class EdgeFiles {
    private static final String PEERS = "peers.token";
    private static final String CONFIG = "config.yaml";

    private final Setup setup;
    private final Path folder;
    private final Map<String, Integer> ports;

    /** @param ports of the edges, by region */
    EdgeFiles(Setup setup, Path folder, Map<String, Integer> ports) {
        this.setup = setup;
        this.folder = folder;
        this.ports = Map.copyOf(ports);
    }

    void write(String peerToken) throws IOException {
        Files.writeString(folder.resolve(PEERS), peerToken + "\n");
        Files.writeString(folder.resolve(CONFIG), setup.config());
        Files.writeString(folder.resolve("regions.yaml"), regions());
        if (setup.shape() != Setup.Shape.CONTROLLED) {
            for (String region : ports.keySet()) {
                Files.writeString(tableFile(region), table());
            }
        }
    }

    Program edge(String region, URI upstream, String key, String controllerUrl) {
        List<String> arguments = new ArrayList<>(List.of(
                "--meridian.edge.address=127.0.0.1",
                "--meridian.edge.port=" + ports.get(region),
                "--meridian.edge.origin=" + region,
                "--meridian.edge.table-file=" + tableFile(region),
                "--meridian.edge.peer-token-file=" + folder.resolve(PEERS),
                "--meridian.edge.config-file=" + folder.resolve(CONFIG)));
        arguments.addAll(setup.limits().options());
        if (!controllerUrl.isEmpty()) {
            arguments.add("--meridian.edge.controller-url=" + controllerUrl);
        }
        Map<String, String> environment = Map.of(
                "HOLYSHEEP_BASE_URL",
                upstream.toString(),
                "HOLYSHEEP_API_KEY",
                key,
                "TIMEOUT_SECONDS",
                setup.limits().timeoutSeconds(),
                "LOG_LEVEL",
                "info");
        return Program.of("edge-" + region, "edge-proxy", arguments, environment)
                .withJvm(setup.jvm());
    }

    /** Without a tokens file, which it does not need on loopback. */
    Program controller(int port) {
        return Program.of(
                "controller",
                "controller",
                List.of(
                        "--server.port=" + port,
                        "--meridian.controller.regions-file=" + folder.resolve("regions.yaml"),
                        "--meridian.controller.data-dir=" + folder.resolve("controller-data"),
                        "--meridian.controller.decision-interval=1s"),
                Map.of());
    }

    private Path tableFile(String region) {
        return folder.resolve("table-" + region + ".json");
    }

    private String regions() {
        return ports.entrySet().stream()
                .map(port -> "  - {name: %s, endpoint: \"http://127.0.0.1:%d\", weight: 100, enabled: true}\n"
                        .formatted(port.getKey(), port.getValue()))
                .collect(Collectors.joining("", "regions:\n", ""));
    }

    private String table() {
        String regions = ports.entrySet().stream()
                .map(port ->
                        "\"%s\": {\"endpoint\": \"http://127.0.0.1:%d\", \"kind\": \"EDGE\", \"health\": \"HEALTHY\"}"
                                .formatted(port.getKey(), port.getValue()))
                .collect(Collectors.joining(", "));
        return """
                {"schema": 1, "version": {"epoch": 1, "version": 7}, "decidedAt": "2026-11-24T10:00:00Z",
                 "origins": {"default": {"shares": {%s}, "shed": 0}}, "regions": {%s}}
                """.formatted(shares(), regions);
    }

    private String shares() {
        String us = "\"%s\": %d".formatted(Upstream.US, 10_000 - setup.euShare());
        return ports.containsKey(Upstream.EU) ? us + ", \"%s\": %d".formatted(Upstream.EU, setup.euShare()) : us;
    }
}
