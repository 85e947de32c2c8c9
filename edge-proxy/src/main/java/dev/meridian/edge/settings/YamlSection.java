package dev.meridian.edge.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A mapping of a YAML file that knows where it stands, so that a complaint can name file and key. Immutable. */
final class YamlSection {
    /** A ConfigMap holds at most 1 MiB in all; a file of as many client keys as there may be stays under this as well. */
    private static final int MAX_CODE_POINTS = 4 * 1024 * 1024;

    /** What a file that is not there says. */
    static final YamlSection EMPTY = new YamlSection("nothing", Map.of());

    private final String where;
    private final Map<String, Object> values;

    private YamlSection(String where, Map<String, Object> values) {
        this.where = where;
        this.values = values;
    }

    /**
     * Reads a file.
     *
     * @param file null for one that is not there
     * @throws InvalidSettingException if the file cannot be read or is no mapping
     */
    static YamlSection read(@Nullable Path file) {
        if (file == null) {
            return EMPTY;
        }
        try {
            return parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InvalidSettingException(
                    file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * Reads what stands in a file.
     *
     * @throws InvalidSettingException if it is no mapping
     */
    static YamlSection parse(Path file, byte[] content) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CODE_POINTS);
        try {
            Object root = new Yaml(new SafeConstructor(options)).load(new ByteArrayInputStream(content));
            return of(file.toString(), root);
        } catch (MarkedYAMLException e) {
            throw new InvalidSettingException(
                    file + " is not valid YAML at line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem(),
                    e);
        } catch (YAMLException | IllegalArgumentException | ClassCastException e) { // the last two where a tag lies
            throw new InvalidSettingException(file + " is not valid YAML", e);
        }
    }

    YamlSection onlyKeys(String... keys) {
        KnownKeys.of(keys).require(where, values.keySet());
        return this;
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** A mapping within this one; empty where it is missing. */
    YamlSection section(String key) {
        Object value = values.get(key);
        return value == null ? new YamlSection(where + ": " + key, Map.of()) : of(where + ": " + key, value);
    }

    /** A list of at most so many mappings; empty where it is missing. */
    List<YamlSection> sections(String key, int max) {
        Object value = values.getOrDefault(key, List.of());
        if (!(value instanceof List<?> list) || list.size() > max) {
            throw wrong(key, "must be a list of at most " + max + " entries");
        }
        List<YamlSection> sections = new ArrayList<>(list.size());
        for (Object item : list) {
            sections.add(of(where + ": " + key + "[" + sections.size() + "]", item));
        }
        return sections;
    }

    String text(String key) {
        if (values.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(key, "must be text");
    }

    boolean flag(String key, boolean otherwise) {
        Object value = values.getOrDefault(key, otherwise);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, "must be true or false");
    }

    /** A number from {@code min} to {@code max}. */
    int number(String key, int otherwise, int min, int max) {
        Object value = values.getOrDefault(key, otherwise);
        if (value instanceof Integer number && number >= min && number <= max) {
            return number;
        }
        throw wrong(key, "must be a whole number from " + min + " to " + max);
    }

    /** A time from 0 to {@code max} milliseconds. */
    Duration millis(String key, Duration otherwise, int max) {
        return Duration.ofMillis(number(key, Math.toIntExact(otherwise.toMillis()), 0, max));
    }

    /** A number from {@code min} to {@code max}, whole or not. */
    double decimal(String key, double otherwise, int min, int max) {
        Object value = values.getOrDefault(key, otherwise);
        if (value instanceof Number number && number.doubleValue() >= min && number.doubleValue() <= max) {
            return number.doubleValue();
        }
        throw wrong(key, "must be a number from " + min + " to " + max);
    }

    boolean isList(String key) {
        return values.get(key) instanceof List<?>;
    }

    /** A list of strings. */
    List<String> texts(String key, List<String> otherwise) {
        Object value = values.getOrDefault(key, otherwise);
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(key, "must be a list of words");
    }

    /** The complaint about a key's value. */
    InvalidSettingException wrong(String key, String must) {
        return wrong(key + " " + must);
    }

    /** The complaint about the whole section. */
    InvalidSettingException wrong(String what) {
        return new InvalidSettingException(where + ": " + what);
    }

    private static YamlSection of(String where, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidSettingException(where + " must be a mapping of keys to values");
        }
        Map<String, Object> values = new TreeMap<>();
        map.forEach((key, item) -> {
            if (item != null) {
                values.put(String.valueOf(key), item);
            }
        });
        return new YamlSection(where, values);
    }
}
