package dev.meridian.edge.openai;

import org.jspecify.annotations.Nullable;

/**
 * A request's path, by one rule: it must be written in the plain form, in which a trailing slash is ignored.
 *
 * <p>Dots, slashes and backslashes may not be percent-encoded, and there are no empty, {@code .} or {@code ..} segments,
 * so that no two spellings of a path can be treated differently by this edge and by what is behind it.
 *
 * @param path the path without a trailing slash and without the query
 * @param query the query with its {@code ?}, or empty
 */
public record ApiPath(String path, String query) {
    /** Everything under this prefix is the API; the rest is the edge's own. */
    public static final String API_PREFIX = "/v1/";

    /** The path whose streams have events of another form than completions. */
    public static final String RESPONSES = "/v1/responses";

    /** Reads a request target in origin form; null if it is not in the plain form. */
    public static @Nullable ApiPath parse(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark);
        if (!path.startsWith("/") || target.indexOf('#') >= 0 || !isPlain(path)) {
            return null;
        }
        boolean trailingSlash = path.length() > 1 && path.endsWith("/");
        return new ApiPath(trailingSlash ? path.substring(0, path.length() - 1) : path, query);
    }

    /** Whether it is a path of the API. */
    public boolean isApi() {
        return path.startsWith(API_PREFIX);
    }

    /** The path after {@code /v1}, with the query, as it follows an upstream's base URL. */
    public String afterV1() {
        return path.substring(API_PREFIX.length() - 1) + query;
    }

    private static boolean isPlain(String path) {
        if (path.indexOf('\\') >= 0 || path.contains("//")) {
            return false;
        }
        return hasNoEncodedSeparator(path) && hasNoDotSegment(path);
    }

    private static boolean hasNoDotSegment(String path) {
        for (int start = path.indexOf("/."); start >= 0; start = path.indexOf("/.", start + 1)) {
            int end = path.indexOf('/', start + 1);
            String segment = path.substring(start + 1, end < 0 ? path.length() : end);
            if (segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNoEncodedSeparator(String path) {
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
            int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
            int decoded = high < 0 || low < 0 ? -1 : high * 16 + low;
            if (decoded < 0x20 || decoded == '.' || decoded == '/' || decoded == '\\' || decoded == '%') {
                return false;
            }
        }
        return true;
    }
}
