package dev.meridian.simulator.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads and writes the simulator's own JSON and YAML. Thread-safe. */
public final class Formats {
    private static final ObjectMapper JSON = configured(JsonMapper.builder());
    private static final ObjectMapper YAML = configured(YAMLMapper.builder());

    private Formats() {}

    /** The value as JSON. */
    public static byte[] write(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /**
     * Reads YAML; JSON is YAML too.
     *
     * @throws IllegalArgumentException if it is no such value; the message says what is wrong
     */
    public static <T> T read(byte[] text, Class<T> type) {
        return read(tree(text), type);
    }

    /**
     * Reads a tree.
     *
     * @throws IllegalArgumentException if it is no such value; the message says what is wrong
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return JSON.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(explain(e), e);
        }
    }

    /**
     * Reads YAML as a tree.
     *
     * @throws IllegalArgumentException if it is no YAML
     */
    public static JsonNode tree(byte[] text) {
        try {
            return YAML.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("neither JSON nor YAML: " + firstLine(e.getOriginalMessage()), e);
        }
    }

    /** A value as a tree. */
    public static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    private static ObjectMapper configured(MapperBuilder<?, ?> builder) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
                .addModule(Times.module())
                .addModule(new SimpleModule("names").addSerializer(new LowerCase()))
                .build();
    }

    private static String explain(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown key \"" + unknown.getPropertyName() + "\""
                    + Nearest.hint(unknown.getPropertyName(), unknown.getKnownPropertyIds());
        }
        Throwable cause = e.getCause();
        String what = cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage();
        String where = e instanceof DatabindException ? e.getPathReference() : "";
        return firstLine(what) + (where.isEmpty() ? "" : " (at " + path(where) + ")");
    }

    /** Jackson's path names classes; people want the keys. */
    private static String path(String reference) {
        StringBuilder path = new StringBuilder();
        for (String part : reference.split("->", -1)) {
            int from = part.indexOf('[');
            String key = from < 0 ? "" : part.substring(from).replace("\"", "");
            boolean name = key.length() > 2 && !Character.isDigit(key.charAt(1));
            path.append(name ? "." + key.substring(1, key.length() - 1) : key);
        }
        return path.isEmpty() || path.charAt(0) != '.' ? path.toString() : path.substring(1);
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "unreadable" : text.lines().findFirst().orElse("");
    }

    @SuppressWarnings("rawtypes")
    private static final class LowerCase extends StdSerializer<Enum> {
        LowerCase() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }
}
