package dev.meridian.e2e.world;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build puts the programs. */
final class Jars {
    static final Path CONTROLLER = jar("controller/target/controller.jar");
    static final Path EDGE = jar("edge-proxy/target/edge-proxy.jar");
    static final Path AGENT = jar("region-agent/target/region-agent.jar");
    static final Path SIMULATOR = jar("infra/simulator/target/simulator-exec.jar");

    static final Path CLI = jar("infra/cli/target/cli.jar");

    private Jars() {}

    private static Path jar(String path) {
        Path jar = Path.of(System.getProperty("meridian.root", "../.."))
                .resolve(path)
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; infra/bin/test builds it before these tests");
        }
        return jar;
    }
}
