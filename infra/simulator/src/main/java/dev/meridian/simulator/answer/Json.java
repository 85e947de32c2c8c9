package dev.meridian.simulator.answer;

/** Writes JSON text into a builder without a tree, for the answers made per request. */
final class Json {
    private Json() {}

    /** Appends the text as a JSON string. */
    static void quote(StringBuilder out, String text) {
        out.append('"');
        escape(out, text);
        out.append('"');
    }

    /** Appends the text as the inside of a JSON string. */
    static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
    }
}
