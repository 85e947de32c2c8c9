package dev.meridian.edge.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what an event of a stream means, of completions and of responses alike. Thread-safe. */
public final class EventClassifier {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] DONE = ascii("[DONE]");
    private static final byte[] ERROR_PREFIX = ascii("{\"error\":");
    private static final byte[] FINISH = ascii("\"finish_reason\":");
    private static final byte[] TYPE = ascii("\"type\":");

    /** Types of the Responses API's events that say how an answer ends. */
    private static final Set<String> WHOLE = Set.of("response.completed", "response.incomplete");

    private static final Set<String> FAILED = Set.of("response.failed", "error");
    private static final byte[][] WHOLE_TYPES = quoted(WHOLE);
    private static final byte[][] FAILED_TYPES = quoted(FAILED);

    private static final String[] CONTENT_FIELDS = {
        "content", "refusal", "tool_calls", "function_call", "reasoning", "reasoning_content", "audio"
    };

    private EventClassifier() {}

    /** Reads the whole event; for the few events before first content. */
    public static EventKind classify(byte[] data, int length) {
        if (isDone(data, length)) {
            return EventKind.DONE;
        }
        try {
            return classify(JSON.readTree(data, 0, length));
        } catch (JacksonException e) {
            return EventKind.BROKEN;
        }
    }

    /** Adds the choices that an event finishes, of so many; the end of a response finishes all. */
    static void addFinished(byte[] data, int length, int choices, BitSet finished) {
        try {
            JsonNode event = JSON.readTree(data, 0, length);
            if (event.path("type").isString()) {
                finished.set(0, choices);
            }
            for (JsonNode choice : event.path("choices")) {
                int index = choice.path("index").asInt(0);
                if (choice.hasNonNull("finish_reason") && index >= 0 && index < choices) {
                    finished.set(index);
                }
            }
        } catch (JacksonException e) {
            finished.set(0, choices); // it finished something, and who writes no JSON counts no choices
        }
    }

    /**
     * Looks only for the end of the stream and for errors; for the many events after first content. A quote inside a
     * JSON string is escaped, so the patterns cannot be met in content.
     */
    public static EventKind glance(byte[] data, int length) {
        if (isDone(data, length)) {
            return EventKind.DONE;
        }
        if (startsWith(data, length, ERROR_PREFIX)) {
            return classify(data, length); // it may be null
        }
        return glanceInside(data, length);
    }

    private static EventKind glanceInside(byte[] data, int length) {
        for (int i = 0; i < length; i++) {
            if (data[i] == '"') {
                if (isFinishReason(data, i, length) || isType(data, i, length, WHOLE_TYPES)) {
                    return EventKind.FINISH;
                }
                if (isType(data, i, length, FAILED_TYPES)) {
                    return classify(data, length); // it may be the type of something inside
                }
            }
        }
        return EventKind.CONTENT;
    }

    private static EventKind classify(JsonNode event) {
        if (event.hasNonNull("error")) {
            return EventKind.ERROR;
        }
        if (event.path("type").isString()) {
            return ofType(event.path("type").stringValue());
        }
        EventKind kind = EventKind.PREAMBLE;
        for (JsonNode choice : event.path("choices")) {
            if (choice.hasNonNull("finish_reason")) {
                return EventKind.FINISH;
            }
            if (isContent(choice.path("text")) || hasContent(choice.path("delta"))) {
                kind = EventKind.CONTENT;
            }
        }
        return kind;
    }

    private static EventKind ofType(String type) {
        if (FAILED.contains(type)) {
            return EventKind.ERROR;
        }
        if (WHOLE.contains(type)) {
            return EventKind.FINISH;
        }
        return type.endsWith(".delta") ? EventKind.CONTENT : EventKind.PREAMBLE;
    }

    private static boolean hasContent(JsonNode delta) {
        for (String field : CONTENT_FIELDS) {
            if (isContent(delta.path(field))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isContent(JsonNode value) {
        return value.isString() ? !value.stringValue().isEmpty() : value.isContainer() && !value.isEmpty();
    }

    private static boolean isDone(byte[] data, int length) {
        return length == DONE.length && startsWith(data, length, DONE);
    }

    private static boolean isFinishReason(byte[] data, int from, int length) {
        int value = valueOf(FINISH, data, from, length);
        return value >= 0 && value < length && data[value] != 'n';
    }

    private static boolean isType(byte[] data, int from, int length, byte[][] types) {
        int value = valueOf(TYPE, data, from, length);
        if (value < 0) {
            return false;
        }
        for (byte[] type : types) {
            int end = value + type.length;
            if (end <= length && Arrays.equals(data, value, end, type, 0, type.length)) {
                return true;
            }
        }
        return false;
    }

    /** Where the value of a field starts whose name starts at an index; -1 if another name stands there. */
    private static int valueOf(byte[] name, byte[] data, int from, int length) {
        int value = from + name.length;
        if (value > length || !Arrays.equals(data, from, value, name, 0, name.length)) {
            return -1;
        }
        while (value < length && data[value] == ' ') {
            value++;
        }
        return value;
    }

    private static byte[][] quoted(Set<String> words) {
        return words.stream().map(word -> ascii('"' + word + '"')).toArray(byte[][]::new);
    }

    private static boolean startsWith(byte[] data, int length, byte[] prefix) {
        return length >= prefix.length && Arrays.equals(data, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
