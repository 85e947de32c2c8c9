package dev.meridian.conformance.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of an answer.
 *
 * @param status the HTTP status
 * @param headers by name in lower case, each with its values in their order
 */
public record Head(int status, Map<String, List<String>> headers) {
    /** The header's values, joined as HTTP allows; empty where there is none. */
    public String header(String lowerCaseName) {
        return String.join(", ", headers.getOrDefault(lowerCaseName, List.of()));
    }

    /** Whether there is such a header. */
    public boolean has(String lowerCaseName) {
        return headers.containsKey(lowerCaseName);
    }

    static Head parse(List<String> lines) throws IOException {
        String first = lines.isEmpty() ? "" : lines.getFirst();
        if (!first.startsWith("HTTP/1.") || first.length() < 12) {
            throw new IOException("not an HTTP answer: \"" + first + "\"");
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header line: \"" + line + "\"");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(first.substring(9, 12)), headers);
    }
}
