package dev.meridian.edge.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code : {"prompt_tokens": 19, ...}}, or with the Responses API's {@code input_tokens}; what it does not know it
 * passes over. Embeddings have no completion, which counts as none. Confined to one thread, for one use.
 */
final class UsageObject {
    private static final byte[][] PROMPT = {ascii("prompt_tokens"), ascii("input_tokens")};
    private static final byte[][] COMPLETION = {ascii("completion_tokens"), ascii("output_tokens")};
    private static final int UNKNOWN = -1;

    private final byte[] text;
    private final int length;
    private int at;
    private int prompt = UNKNOWN;
    private int completion = UNKNOWN;

    UsageObject(byte[] text, int from, int length) {
        this.text = text;
        this.at = from;
        this.length = length;
    }

    /** Null if no object with a number of tokens stands there, whole. */
    @Nullable
    Usage read() {
        if (!next((byte) ':') || !next((byte) '{')) {
            return null;
        }
        int depth = 1;
        while (at < length) {
            switch (text[at++]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return usage();
                    }
                }
                case '"' -> string(depth == 1);
                default -> {}
            }
        }
        return null;
    }

    private @Nullable Usage usage() {
        return prompt == UNKNOWN && completion == UNKNOWN
                ? null
                : new Usage(Math.max(0, prompt), Math.max(0, completion));
    }

    /** A string whose opening quote has been read. */
    private void string(boolean mayBeName) {
        int start = at;
        while (at < length && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        int end = Math.min(at, length);
        at = end + 1;
        if (mayBeName && next((byte) ':')) {
            member(start, end);
        }
    }

    private void member(int start, int end) {
        if (isOneOf(PROMPT, start, end)) {
            prompt = number();
        } else if (isOneOf(COMPLETION, start, end)) {
            completion = number();
        }
    }

    private int number() {
        skipSpace();
        int start = at;
        long number = 0;
        while (at < length && text[at] >= '0' && text[at] <= '9') {
            number = Math.min(Usage.MAX_TOKENS + 1L, number * 10 + text[at++] - '0');
        }
        boolean whole = at > start && at < length && text[at] != '.' && text[at] != 'e' && text[at] != 'E';
        return whole && number <= Usage.MAX_TOKENS ? (int) number : UNKNOWN;
    }

    private boolean isOneOf(byte[][] names, int start, int end) {
        for (byte[] name : names) {
            if (Arrays.equals(text, start, end, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private boolean next(byte wanted) {
        skipSpace();
        boolean there = at < length && text[at] == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void skipSpace() {
        while (at < length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
