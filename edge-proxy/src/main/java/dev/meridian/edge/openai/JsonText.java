package dev.meridian.edge.openai;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Strings as JSON. */
public final class JsonText {
    private JsonText() {}

    /** Appends a JSON string, or {@code null}. */
    public static void append(StringBuilder json, @Nullable String text) {
        if (text == null) {
            json.append("null");
            return;
        }
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        json.append('"');
    }
}
