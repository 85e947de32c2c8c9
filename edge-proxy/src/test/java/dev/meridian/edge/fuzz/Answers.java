package dev.meridian.edge.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came back over one connection, read strictly. Immutable.
 *
 * @param answers those that are whole
 * @param rest the bytes of one that is not
 * @param wrong why it is no HTTP, or null
 */
public record Answers(
        List<Answer> answers, String rest, @Nullable String wrong) {
    /**
     * One answer.
     *
     * @param headers each one as {@code name: value}, the name in lower case
     */
    public record Answer(int status, List<String> headers, String body) {
        /** A header's value, or the empty string. */
        public String header(String name) {
            return headers.stream()
                    .filter(header -> header.startsWith(name + ": "))
                    .map(header -> header.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-9][0-9]{2}) [\\x20-\\x7e]*");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[\\t\\x20-\\x7e\\x80-\\xff]*");

    /**
     * Reads answers.
     *
     * @param bytes each as one character
     * @param heads whether there may have been HEAD requests, whose answers end with the head
     */
    public static Answers read(String bytes, boolean heads) {
        return new Reading(bytes, heads).read();
    }

    private static final class Reading {
        private final String text;
        private final boolean heads;
        private final List<Answer> answers = new ArrayList<>();
        private int at;

        Reading(String text, boolean heads) {
            this.text = text;
            this.heads = heads;
        }

        Answers read() {
            while (at < text.length()) {
                int start = at;
                try {
                    if (!readOne()) {
                        return new Answers(answers, text.substring(start), null);
                    }
                } catch (IllegalArgumentException e) {
                    return new Answers(answers, text.substring(start), String.valueOf(e.getMessage()));
                }
            }
            return new Answers(answers, "", null);
        }

        /** False where it is not whole. */
        private boolean readOne() {
            int end = text.indexOf("\r\n\r\n", at);
            if (end < 0) {
                return false;
            }
            String[] lines = text.substring(at, end).split("\r\n", -1);
            int status = status(lines[0]);
            List<String> headers = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                headers.add(header(lines[i]));
            }
            at = end + 4;
            Answer head = new Answer(status, headers, "");
            if (status < 200) {
                return true;
            }
            String body = body(head);
            if (body != null) {
                answers.add(new Answer(status, headers, body));
            }
            return body != null;
        }

        private static int status(String line) {
            var matcher = STATUS.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("no status line: " + line);
            }
            return Integer.parseInt(matcher.group(1));
        }

        private static String header(String line) {
            if (!HEADER.matcher(line).matches()) {
                throw new IllegalArgumentException("no header: " + line);
            }
            int colon = line.indexOf(':');
            return line.substring(0, colon).toLowerCase(Locale.ROOT) + ": "
                    + line.substring(colon + 1).strip();
        }

        /** Null where it is not whole. */
        private @Nullable String body(Answer head) {
            boolean chunked = head.header("transfer-encoding").equals("chunked");
            String length = head.header("content-length");
            if (chunked && !length.isEmpty()) {
                throw new IllegalArgumentException("a length and chunks");
            }
            boolean none = head.status() == 204 || head.status() == 304;
            if (none || (heads && (at == text.length() || text.startsWith("HTTP/1.1 ", at)))) {
                return "";
            }
            if (chunked) {
                return chunks();
            }
            return length.isEmpty() ? toTheEnd(head) : sized(Long.parseLong(length));
        }

        private @Nullable String toTheEnd(Answer head) {
            if (!head.header("connection").equals("close")) {
                throw new IllegalArgumentException("nothing says where the answer ends");
            }
            return sized(text.length() - at);
        }

        private @Nullable String sized(long length) {
            if (text.length() - at < length) {
                return null;
            }
            int from = at;
            at += Math.toIntExact(length);
            return text.substring(from, at);
        }

        private @Nullable String chunks() {
            StringBuilder body = new StringBuilder();
            while (true) {
                int line = text.indexOf("\r\n", at);
                if (line < 0) {
                    return null;
                }
                int size = Integer.parseInt(text.substring(at, line), 16);
                at = line + 2;
                String chunk = sized(size + 2);
                if (chunk == null) {
                    return null;
                }
                if (!chunk.endsWith("\r\n")) {
                    throw new IllegalArgumentException("a chunk does not end where it says");
                }
                if (size == 0) {
                    return body.toString();
                }
                body.append(chunk, 0, size);
            }
        }
    }
}
