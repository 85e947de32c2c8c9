package dev.meridian.controller.settings;

import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a YAML file that knows where it stands, so that a complaint can name it. Values are not repeated in
 * complaints: a file of credentials is read with it too.
 *
 * @param where the file and the path in it, such as {@code regions.yaml: regions[0]}
 * @param value as the YAML reader gave it
 */
public record YamlNode(String where, @Nullable Object value) {

    /** The value of a key. */
    public YamlNode get(String key) {
        String separator = where.contains(": ") ? "." : ": ";
        return new YamlNode(where + separator + key, mapping().get(key));
    }

    public boolean isMissing() {
        return value == null;
    }

    /**
     * Accepts a mapping of known keys.
     *
     * @throws ConfigurationError if there is a key other than these
     */
    public YamlNode onlyKeys(KnownKeys keys) {
        mapping().keySet().forEach(key -> keys.require(where, String.valueOf(key)));
        return this;
    }

    /** The elements of a list of at most so many. */
    public List<YamlNode> elements(int max) {
        if (!(value instanceof List<?> list)) {
            throw wrong("a list");
        }
        if (list.size() > max) {
            throw new ConfigurationError(where + " has " + list.size() + " entries, the limit is " + max);
        }
        List<YamlNode> elements = new ArrayList<>();
        for (Object element : list) {
            elements.add(new YamlNode(where + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    public String text() {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong("text");
    }

    /**
     * Text of a pattern.
     *
     * @param rule what the pattern asks for, to stand behind "must be"
     */
    public String matching(Pattern pattern, String rule) {
        String text = text();
        if (!pattern.matcher(text).matches()) {
            throw new ConfigurationError(where + " must be " + rule);
        }
        return text;
    }

    /** The name of a region. */
    public String region() {
        try {
            return new RegionId(text()).value();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationError(where + " must be the name of a region", e);
        }
    }

    /** A moment; in UTC where it names no zone. In quotes, as Helm writes it, it has to name one. */
    public Instant time() {
        try {
            return value instanceof Date date ? date.toInstant() : Instant.parse(text());
        } catch (ConfigurationError | DateTimeParseException e) {
            throw wrong("a time such as 2027-01-31T00:00:00Z");
        }
    }

    public boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("true or false");
    }

    public int integer() {
        if (value instanceof Integer number) {
            return number;
        }
        throw wrong("a whole number");
    }

    public double number() {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong("a number");
    }

    private Map<?, ?> mapping() {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong("a mapping of keys to values");
    }

    private ConfigurationError wrong(String expected) {
        return new ConfigurationError(
                isMissing() ? where + " is missing, it must be " + expected : where + " must be " + expected);
    }
}
