package dev.meridian.e2e.world;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name for people and for the names of its log files
 * @param jar a runnable jar
 * @param jvm arguments of the JVM
 * @param arguments of the program; secrets are in files, not here
 * @param environment of the program
 * @param ready where it answers 200 as soon as it can work
 */
public record Program(
        String name, Path jar, List<String> jvm, List<String> arguments, Map<String, String> environment, URI ready) {
    /** A short start matters more to a test than a fast program, and many of them have to fit in. */
    static final List<String> SMALL_JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx96m");

    /** Copies its collections. */
    public Program {
        jvm = List.copyOf(jvm);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** The same program by another name. */
    public Program named(String other) {
        return new Program(other, jar, jvm, arguments, environment, ready);
    }

    /** The same program with more arguments; a repeated one takes the place of the earlier. */
    public Program with(String... more) {
        List<String> all = new ArrayList<>(arguments);
        for (String argument : more) {
            String key = argument.substring(0, argument.indexOf('=') + 1);
            all.removeIf(earlier -> earlier.startsWith(key));
            all.add(argument);
        }
        return new Program(name, jar, jvm, all, environment, ready);
    }

    /** The same program without an argument. */
    public Program without(String key) {
        return new Program(
                name,
                jar,
                jvm,
                arguments.stream()
                        .filter(argument -> !argument.startsWith(key + "="))
                        .toList(),
                environment,
                ready);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        return command;
    }
}
