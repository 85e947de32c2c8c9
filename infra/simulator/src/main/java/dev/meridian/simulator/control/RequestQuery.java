package dev.meridian.simulator.control;

import dev.meridian.simulator.log.LoggedRequest;
import dev.meridian.simulator.log.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of the log are asked for; null means any.
 *
 * @param limit how many of the newest
 * @param after only those with a larger sequence number
 */
record RequestQuery(
        int limit,
        long after,
        @Nullable String model,
        @Nullable String region,
        @Nullable String uri,
        @Nullable Outcome outcome) {
    private static final int DEFAULT_LIMIT = 100;

    /** With bodies of the default limit, an answer of about 10 MB. */
    private static final int MAX_LIMIT = 1_000;

    private static final Set<String> NAMES = Set.of("limit", "after", "model", "region", "uri", "outcome");

    /** @throws IllegalArgumentException if a parameter is unknown or out of its range */
    static RequestQuery of(Map<String, List<String>> query) {
        for (String name : query.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown parameter \"" + name + "\", known are " + NAMES);
            }
        }
        long limit = number(query, "limit", DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit " + limit + " must be 1 to " + MAX_LIMIT);
        }
        String outcome = first(query, "outcome");
        return new RequestQuery(
                (int) limit,
                number(query, "after", 0),
                first(query, "model"),
                first(query, "region"),
                first(query, "uri"),
                outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)));
    }

    List<LoggedRequest> select(List<LoggedRequest> requests) {
        List<LoggedRequest> matching = requests.stream().filter(this::matches).toList();
        return matching.subList(Math.max(0, matching.size() - limit), matching.size());
    }

    private boolean matches(LoggedRequest request) {
        return request.sequence() > after
                && (model == null || model.equals(request.model()))
                && (region == null || region.equals(request.region()))
                && (uri == null || uri.equals(request.uri()))
                && (outcome == null || outcome == request.outcome());
    }

    private static @Nullable String first(Map<String, List<String>> query, String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.getFirst();
    }

    private static long number(Map<String, List<String>> query, String name, long otherwise) {
        String text = first(query, name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " \"" + text + "\" must be a number", e);
        }
    }
}
