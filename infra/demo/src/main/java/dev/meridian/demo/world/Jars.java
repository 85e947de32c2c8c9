package dev.meridian.demo.world;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the programs lie.
 *
 * @param root the project's folder
 * @param java the Java that runs them
 */
public record Jars(Path root, Path java) {
    /** The jars of the project in that folder, to be run by the Java that runs the demo. */
    public static Jars in(Path root) {
        return new Jars(root, Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    Path simulator() {
        return jar("infra/simulator", "simulator-exec");
    }

    Path controller() {
        return jar("controller", "controller");
    }

    Path edge() {
        return jar("edge-proxy", "edge-proxy");
    }

    Path agent() {
        return jar("region-agent", "region-agent");
    }

    private Path jar(String module, String name) {
        Path jar = root.resolve(module).resolve("target").resolve(name + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; infra/bin/demo builds it");
        }
        return jar;
    }
}
