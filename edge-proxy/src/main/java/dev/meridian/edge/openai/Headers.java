package dev.meridian.edge.openai;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which headers pass the edge, and the names of its own. */
public final class Headers {
    /** Names the request in both directions. */
    public static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");
    /** The region that answered. */
    public static final AsciiString REGION = AsciiString.cached("x-meridian-region");
    /** The model that answered. */
    public static final AsciiString MODEL = AsciiString.cached("x-meridian-model");
    /** The upstream calls that were made. */
    public static final AsciiString ATTEMPTS = AsciiString.cached("x-meridian-attempts");
    /** The table that routed. */
    public static final AsciiString TABLE = AsciiString.cached("x-meridian-table");
    /** Whose fault a 502, 503 or 504 is, between edges. */
    public static final AsciiString FAULT = AsciiString.cached("x-meridian-fault");
    /** Marks a request that another edge forwarded. */
    public static final AsciiString HOP = AsciiString.cached("x-meridian-hop");
    /** The token that edges of one installation share. */
    public static final AsciiString PEER = AsciiString.cached("x-meridian-peer");
    /** The time left on a hop, in milliseconds. */
    public static final AsciiString DEADLINE = AsciiString.cached("x-meridian-deadline-ms");
    /** The upstream calls left on a hop. */
    public static final AsciiString ATTEMPTS_LEFT = AsciiString.cached("x-meridian-attempts-left");
    /** Requests of one key go to one region while shares stay. */
    public static final AsciiString AFFINITY = AsciiString.cached("x-meridian-affinity");
    /** Where the answer to {@code GET /v1/models} is from: upstream, cache or chain. */
    public static final AsciiString MODELS = AsciiString.cached("x-meridian-models");
    /** The client's own limit for the whole answer, in milliseconds. */
    public static final AsciiString REQUEST_TIMEOUT = AsciiString.cached("x-request-timeout-ms");
    /** Tells OpenAI's clients not to repeat what the edge has already repeated. */
    public static final AsciiString SHOULD_RETRY = AsciiString.cached("x-should-retry");
    /** A client key, beside {@code Authorization}. */
    public static final AsciiString API_KEY = AsciiString.cached("x-api-key");

    private static final String OWN_PREFIX = "x-meridian-";

    /** RFC 9110, section 7.6.1, and what speaks of one connection by custom. */
    private static final Set<String> HOP_BY_HOP = caseInsensitive(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What a client tells this edge only. */
    private static final Set<String> CLIENT_ONLY = caseInsensitive(
            "authorization",
            "x-api-key",
            "cookie",
            "host",
            "content-length",
            "expect",
            "x-request-timeout-ms",
            "x-request-id");

    private Headers() {}

    /** Copies what of a client's request goes on to where the model is. */
    public static void copyRequest(HttpHeaders from, HttpHeaders to) {
        copy(from, to, CLIENT_ONLY);
    }

    /** Copies what of an answer goes back to the client. */
    public static void copyResponse(HttpHeaders from, HttpHeaders to) {
        copy(from, to, Set.of());
    }

    private static void copy(HttpHeaders from, HttpHeaders to, Set<String> except) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!HOP_BY_HOP.contains(name)
                    && !except.contains(name)
                    && !named.contains(name)
                    && !name.regionMatches(true, 0, OWN_PREFIX, 0, OWN_PREFIX.length())) {
                to.add(name, header.getValue());
            }
        }
    }

    private static Set<String> namedByConnection(HttpHeaders from) {
        String connection = from.get(HttpHeaderNames.CONNECTION);
        if (connection == null || connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close")) {
            return Set.of();
        }
        return caseInsensitive(connection.split("\\s*,\\s*", -1));
    }

    private static Set<String> caseInsensitive(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(java.util.List.of(names));
        return set;
    }
}
