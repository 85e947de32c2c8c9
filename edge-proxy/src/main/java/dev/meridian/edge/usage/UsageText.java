package dev.meridian.edge.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the usage in an answer's JSON without reading the rest of it. Pure.
 *
 * <p>It stands near the end of every answer that has one, so the text is searched backwards. A quote inside a JSON string is
 * escaped, so the name cannot be met in content.
 */
public final class UsageText {
    private static final byte[] NAME = "\"usage\"".getBytes(StandardCharsets.US_ASCII);

    private UsageText() {}

    /** The last usage in {@code [0, length)}, which may begin anywhere in an answer; null where there is none. */
    public static @Nullable Usage last(byte[] text, int length) {
        for (int i = length - NAME.length; i >= 0; i--) {
            if (text[i] == '"' && isName(text, i)) {
                Usage usage = new UsageObject(text, i + NAME.length, length).read();
                if (usage != null) {
                    return usage;
                }
            }
        }
        return null;
    }

    private static boolean isName(byte[] text, int at) {
        boolean escaped = at > 0 && text[at - 1] == '\\';
        return !escaped && Arrays.equals(text, at, at + NAME.length, NAME, 0, NAME.length);
    }
}
