package dev.meridian.controller.change;

import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.wire.BadMessage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The state that a caller believes to change, by {@code If-Match} (RFC 9110).
 *
 * @param isGiven whether there is one
 * @param any whether it is {@code *}: whatever there is
 * @param tags the strong entity tags that it names; weak ones match nothing
 */
record Precondition(boolean isGiven, boolean any, Set<String> tags) {
    static final Precondition NONE = new Precondition(false, false, Set.of());

    private static final Pattern TAG = Pattern.compile("\\s*(?<weak>W/)?(?<tag>\"[\\x21\\x23-\\x7e]*\")\\s*(?:,|$)");

    Precondition {
        tags = Set.copyOf(tags);
    }

    /** @throws BadMessage if the header is neither {@code *} nor a list of entity tags */
    static Precondition of(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        if (lines.isEmpty()) {
            return NONE;
        }
        String all = String.join(",", lines).strip();
        if (all.equals("*")) {
            return new Precondition(true, true, Set.of());
        }
        Set<String> tags = new HashSet<>();
        Matcher matcher = TAG.matcher(all);
        int end = 0;
        while (end < all.length() && matcher.find(end) && matcher.start() == end) {
            if (matcher.group("weak") == null) {
                tags.add(matcher.group("tag"));
            }
            end = matcher.end();
        }
        if (end < all.length() || all.isEmpty()) {
            throw new BadMessage("If-Match must be * or entity tags such as \"0a1b\", as ETag shows them");
        }
        return new Precondition(true, false, tags);
    }

    /**
     * Accepts the state that there is.
     *
     * @param state what the problem shows
     * @throws Refused with 412 if the caller believes in another one
     */
    void requireMet(Object state, String etag) {
        if (isGiven && !any && !tags.contains(etag)) {
            throw new Refused(
                    HttpStatus.PRECONDITION_FAILED,
                    "Changed meanwhile",
                    "this is not the state any more that If-Match names, current shows what it is now",
                    Map.of("current", state, "etag", etag),
                    etag);
        }
    }

    /**
     * Accepts that there is no state.
     *
     * @throws Refused with 412 if the caller believes in one
     */
    void requireNone() {
        if (isGiven && !any) {
            throw new Refused(
                    HttpStatus.PRECONDITION_FAILED,
                    "Changed meanwhile",
                    "the state that If-Match names is not there any more, nor is another");
        }
    }

    /**
     * Accepts a change that replaces a state.
     *
     * @throws Refused with 428 if the caller does not say which
     */
    void requireGiven(Object state, String etag) {
        if (!isGiven) {
            throw new Refused(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "If-Match is missing",
                    "a change that replaces a state must say which one: If-Match with the ETag of a GET, or * for any",
                    Map.of("current", state, "etag", etag),
                    etag);
        }
    }
}
