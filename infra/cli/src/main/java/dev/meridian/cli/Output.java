package dev.meridian.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** How an answer is shown; the constants are what a person types. */
enum Output {
    /** For people. */
    table,
    json,
    /** The same data as in json. */
    yaml;

    /** The data as a document; {@link #table} has none. */
    String document(JsonNode body) {
        return switch (this) {
            case table -> throw new IllegalStateException("a table is a view of its own");
            case json -> Indented.JSON.writeValueAsString(body);
            case yaml -> Yaml.WRITER.writeValueAsString(body).stripTrailing();
        };
    }

    /** One of many documents: a line in json, a document with its marker in yaml. */
    String entry(JsonNode body) {
        return this == json ? body.toString() : document(body);
    }

    /** Made when it is first used: most runs use neither. */
    private static final class Indented {
        static final ObjectMapper JSON =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    private static final class Yaml {
        static final ObjectMapper WRITER = new YAMLMapper();
    }
}
