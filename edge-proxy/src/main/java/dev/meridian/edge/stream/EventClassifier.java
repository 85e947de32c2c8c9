package dev.meridian.edge.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what an event of a chat completion or completion stream means. Thread-safe. */
public final class EventClassifier {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] DONE = ascii("[DONE]");
    private static final byte[] ERROR_PREFIX = ascii("{\"error\":");
    private static final byte[] FINISH = ascii("\"finish_reason\":");
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

    /**
     * Looks only for the end of the stream and for errors; for the many events after first content. A quote inside a
     * JSON string is escaped, so the patterns cannot be met in content.
     */
    public static EventKind glance(byte[] data, int length) {
        if (isDone(data, length)) {
            return EventKind.DONE;
        }
        if (startsWith(data, length, ERROR_PREFIX)) {
            return EventKind.ERROR;
        }
        return hasFinishReason(data, length) ? EventKind.FINISH : EventKind.CONTENT;
    }

    private static EventKind classify(JsonNode event) {
        if (event.hasNonNull("error")) {
            return EventKind.ERROR;
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

    private static boolean hasFinishReason(byte[] data, int length) {
        for (int i = 0; i <= length - FINISH.length; i++) {
            if (data[i] == '"' && Arrays.equals(data, i, i + FINISH.length, FINISH, 0, FINISH.length)) {
                int value = i + FINISH.length;
                while (value < length && data[value] == ' ') {
                    value++;
                }
                if (value < length && data[value] != 'n') {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] data, int length, byte[] prefix) {
        return length >= prefix.length && Arrays.equals(data, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
