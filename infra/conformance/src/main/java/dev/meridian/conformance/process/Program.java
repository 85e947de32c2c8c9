package dev.meridian.conformance.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name for people and for the name of its log
 * @param command the executable and its arguments; no secret is among them
 * @param environment added to the few variables that every program inherits
 */
public record Program(String name, List<String> command, Map<String, String> environment) {
    /** As in production (infra/bin/lib/program.sh), but for the compiler: a short start matters more here. */
    private static final List<String> JVM = List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.noUnsafe=false",
            "-Dio.netty.allocator.type=pooled",
            "-Dio.netty.leakDetection.level=disabled");

    /** Copies its collections. */
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * A program of the project, by the Java that runs this: as production starts it where the property {@code
     * meridian.start.MODULE} holds its arguments of java, one a line, otherwise its plain jar with options of our own.
     *
     * @param module such as {@code edge-proxy}
     * @throws IllegalStateException if it is not built
     */
    public static Program of(String name, String module, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String prepared = System.getProperty("meridian.start." + module, "");
        if (prepared.isEmpty()) {
            command.addAll(JVM);
            command.add("-jar");
            command.add(jar(module).toString());
        } else {
            prepared.lines().forEach(command::add);
        }
        command.addAll(arguments);
        return new Program(name, command, environment);
    }

    private static Path jar(String module) {
        Path jar = Path.of(System.getProperty("meridian.root", ""))
                .resolve(module)
                .resolve("target")
                .resolve(module + ".jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; infra/bin/conformance builds it");
        }
        return jar;
    }

    /** The same with more options of the JVM, which win over its own. */
    public Program withJvm(List<String> options) {
        List<String> changed = new ArrayList<>(command);
        changed.addAll(changed.indexOf("-jar"), options);
        return new Program(name, changed, environment);
    }
}
