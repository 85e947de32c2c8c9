package dev.meridian.demo.traffic;

import org.jspecify.annotations.Nullable;

/** Reads the lines of one answer and says what is wrong with it. Keeps only the first part of its text. */
final class AnswerReader {
    private static final int KEPT_CHARACTERS = 4_096;

    private static final String DATA = "data:";

    private final ChatKind kind;
    private final StringBuilder text = new StringBuilder();
    private boolean content;
    private boolean error;
    private boolean done;

    AnswerReader(ChatKind kind) {
        this.kind = kind;
    }

    void accept(String line) {
        if (text.length() < KEPT_CHARACTERS) {
            text.append(line);
        }
        if (kind == ChatKind.UNARY) {
            content |= line.contains("\"choices\"");
            return;
        }
        if (line.startsWith(DATA)) {
            String data = line.substring(DATA.length()).strip();
            done |= data.equals("[DONE]");
            error |= data.startsWith("{\"error\"");
            content |= data.contains("\"content\":\"") && !data.contains("\"content\":\"\"");
        }
    }

    /** Whether something of the answer itself was read, not only its frame. */
    boolean hasContent() {
        return content;
    }

    /** What was read, from its beginning. */
    String text() {
        return text.toString();
    }

    /** What is wrong with the answer now that it has ended; null if nothing is. */
    @Nullable
    String problem() {
        if (error) {
            return "the stream ended with an error event";
        }
        if (!content) {
            return "an answer without content";
        }
        return kind == ChatKind.STREAM && !done ? "the stream ended without [DONE]" : null;
    }
}
