package dev.meridian.simulator;

import dev.meridian.simulator.json.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code --key=value} arguments over a settings file. */
final class CommandLine {
    /** The key that is accepted where the settings name none. */
    private static final String KEY_VARIABLE = "HOLYSHEEP_API_KEY";

    private static final String REGION_PORT = "region_port.";

    /** A settings file is read whole. */
    private static final long MAX_FILE_BYTES = 4 * 1024 * 1024;

    private CommandLine() {}

    /** @throws IllegalArgumentException if an argument, the file or a setting is wrong; the message says which */
    static SimulatorSettings read(String[] arguments, Map<String, String> environment) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("argument \"" + argument + "\" must be --key=value");
            }
            String key = argument.substring(2, equals).replace('-', '_');
            String value = argument.substring(equals + 1);
            switch (key) {
                case "config" -> tree = file(value);
                case "script" -> given.set("script", file(value));
                case "key" -> given.putArray("keys").add(value);
                default -> put(given, argument.substring(2, equals), key, value);
            }
        }
        merge(tree, given);
        String key = environment.get(KEY_VARIABLE);
        return SettingsFile.read(tree, Set.of(key == null || key.isBlank() ? SimulatorSettings.DEFAULT_KEY : key));
    }

    private static void put(ObjectNode given, String argument, String key, String value) {
        if (key.startsWith(REGION_PORT)) {
            JsonNode ports = given.get("region_ports");
            (ports instanceof ObjectNode known ? known : given.putObject("region_ports"))
                    .put(argument.substring(REGION_PORT.length()), value);
        } else {
            given.put(key, value);
        }
    }

    private static void merge(ObjectNode tree, ObjectNode given) {
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            JsonNode known = tree.get(entry.getKey());
            if (known instanceof ObjectNode object && "region_ports".equals(entry.getKey())) {
                object.setAll((ObjectNode) entry.getValue());
            } else {
                tree.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static ObjectNode file(String name) {
        try {
            Path path = Path.of(name);
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(name + " has more than " + MAX_FILE_BYTES + " bytes, the limit");
            }
            @Nullable JsonNode tree = Formats.tree(Files.readAllBytes(path));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(name + " must hold keys and values");
        } catch (IOException e) {
            throw new IllegalArgumentException("file " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
