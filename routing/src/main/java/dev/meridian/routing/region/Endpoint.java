package dev.meridian.routing.region;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a region's edge, or an upstream, is reached.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a host name or address, as a URI writes it (an IPv6 address in brackets)
 * @param port 1 to 65 535
 * @param basePath empty, or starting with {@code /} and not ending with one
 */
public record Endpoint(String scheme, String host, int port, String basePath) {
    /** The port of an edge where an endpoint names none. */
    public static final int DEFAULT_PORT = 8080;

    private static final int MAX_LENGTH = 512;

    /** @throws IllegalArgumentException if a component is out of its range */
    public Endpoint {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("endpoint scheme \"" + scheme + "\" must be http or https");
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("endpoint host must not be empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("endpoint port " + port + " must be 1 to 65535");
        }
        if (!basePath.isEmpty() && (!basePath.startsWith("/") || basePath.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "endpoint path \"" + basePath + "\" must start with / and must not end with it");
        }
    }

    /**
     * Reads {@code host}, {@code host:port} or an absolute http(s) URL.
     *
     * <p>Without a scheme it is {@code http} on port 8080, as {@code regions.yaml} files mean it; with a scheme and no
     * port it is the scheme's own port.
     *
     * @throws IllegalArgumentException if the text is no such endpoint, or has a query, fragment or user info
     */
    public static Endpoint parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "endpoint has " + text.length() + " characters, the limit is " + MAX_LENGTH);
        }
        boolean bare = !text.contains("://");
        URI uri = toUri(text, bare ? "http://" + text : text);
        @Nullable String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw malformed(text);
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int schemePort = scheme.equals("https") ? 443 : 80;
        int defaultPort = bare ? DEFAULT_PORT : schemePort;
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        return new Endpoint(scheme, host, port, withoutTrailingSlash(uri.getRawPath()));
    }

    /** Whether the connection is TLS. */
    public boolean secure() {
        return scheme.equals("https");
    }

    /** The absolute URL, always with its port; {@link #parse} reads it back to an equal endpoint. */
    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port + basePath;
    }

    private static URI toUri(String text, String absolute) {
        try {
            return new URI(absolute);
        } catch (URISyntaxException withTheWholeText) {
            throw malformed(text);
        }
    }

    /** Names the text, unless it has a part that may hold a credential. */
    private static IllegalArgumentException malformed(String text) {
        boolean secret = text.contains("@") || text.contains("?") || text.contains("#");
        return new IllegalArgumentException("endpoint " + (secret ? "" : "\"" + text + "\" ")
                + "must be host, host:port or an http(s) URL without user, query or fragment");
    }

    private static String withoutTrailingSlash(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
