package dev.meridian.conformance.wire;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole answer, or what came of it.
 *
 * @param head its head
 * @param body its body without the framing; not to be changed
 * @param whole whether the body came to the end that its framing tells
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(Head head, byte[] body, boolean whole) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The HTTP status. */
    public int status() {
        return head.status();
    }

    /** A header, or empty. */
    public String header(String lowerCaseName) {
        return head.header(lowerCaseName);
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; a missing node where it is none. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    /** The error's part, such as {@code code}, in OpenAI's form; empty where there is none. */
    public String error(String part) {
        return json().path("error").path(part).asString("");
    }

    /** The body as a stream of events. */
    public Events events() {
        return Events.ofText(text());
    }

    /** For people: the status and the beginning of the body. */
    @Override
    public String toString() {
        return status() + (whole ? "" : " (cut off)") + " " + text();
    }
}
