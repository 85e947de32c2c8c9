package dev.meridian.simulator.fault;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a rule befalls; null means any.
 *
 * @param model the model that the request names
 * @param region the region that the request came to, by port or by the {@code x-sim-region} header
 * @param path the path, without the query; with {@code *} at its end, what it starts with
 * @param stream whether the request asks for a stream
 * @param headers headers that the request must have with this value, by name in lower case
 */
public record Match(
        @Nullable String model,
        @Nullable String region,
        @Nullable String path,
        @Nullable Boolean stream,
        @Nullable Map<String, String> headers) {
    /** Every request. */
    public static final Match ANY = new Match(null, null, null, null, null);

    public Match {
        headers = headers == null ? null : Map.copyOf(headers);
    }

    boolean matches(Subject subject) {
        return (model == null || model.equals(subject.model()))
                && (region == null || region.equals(subject.region()))
                && (path == null || pathMatches(path, subject.path()))
                && (stream == null || stream == subject.stream())
                && (headers == null
                        || headers.entrySet().stream()
                                .allMatch(header -> header.getValue().equals(subject.header(header.getKey()))));
    }

    private static boolean pathMatches(String pattern, String path) {
        return pattern.endsWith("*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(path);
    }
}
