package dev.meridian.demo.process;

import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name for people and for the log's file name, such as {@code edge-eu-west-1}
 * @param command the executable and its arguments; no secret is among them, other users can read them
 * @param environment added to the few variables that every program inherits
 */
public record Program(String name, List<String> command, Map<String, String> environment) {
    /** Copies its collections. */
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
