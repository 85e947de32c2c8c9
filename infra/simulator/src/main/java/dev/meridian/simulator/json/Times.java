package dev.meridian.simulator.json;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Times as people write them: {@code 250ms}, {@code 1.5s}, {@code 3m}, {@code 1h}. */
public final class Times {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

    private Times() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException if it is not a number with its unit
     */
    public static Duration parse(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("time \"" + text + "\" must be a number with ms, s, m or h");
        }
        double nanosPerUnit = switch (time.group(2)) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
        return Duration.ofNanos((long) (Double.parseDouble(time.group(1)) * nanosPerUnit));
    }

    /** Writes a time so that {@link #parse} reads it back, to the millisecond. */
    public static String format(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    static SimpleModule module() {
        return new SimpleModule("times")
                .addDeserializer(Duration.class, new Reader())
                .addSerializer(Duration.class, new Writer());
    }

    private static final class Reader extends StdDeserializer<Duration> {
        Reader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) {
            return parse(parser.getValueAsString(""));
        }
    }

    private static final class Writer extends StdSerializer<Duration> {
        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration time, JsonGenerator out, SerializationContext context) {
            out.writeString(format(time));
        }
    }
}
