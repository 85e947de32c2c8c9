package dev.meridian.edge.openai;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

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
    /** Set by a client that wants {@link #TRAIL}. */
    public static final AsciiString EXPLAIN = AsciiString.cached("x-meridian-explain");
    /** What was tried, and why it failed, without secrets. */
    public static final AsciiString TRAIL = AsciiString.cached("x-meridian-trail");
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
    /** What a client claims for its request: high, normal or low. */
    public static final AsciiString PRIORITY = AsciiString.cached("x-meridian-priority");
    /** Where the answer to {@code GET /v1/models} is from: upstream, cache or chain. */
    public static final AsciiString MODELS = AsciiString.cached("x-meridian-models");
    /** The client's own limit for the whole answer, in milliseconds. */
    public static final AsciiString REQUEST_TIMEOUT = AsciiString.cached("x-request-timeout-ms");
    /** Tells OpenAI's clients not to repeat what the edge has already repeated. */
    public static final AsciiString SHOULD_RETRY = AsciiString.cached("x-should-retry");
    /** {@code Retry-After} to the millisecond, as OpenAI's clients read it. */
    private static final AsciiString RETRY_AFTER_MS = AsciiString.cached("retry-after-ms");
    /** A client key, beside {@code Authorization}. */
    public static final AsciiString API_KEY = AsciiString.cached("x-api-key");

    private static final AsciiString OWN_PREFIX = AsciiString.cached("x-meridian-");

    /** RFC 9110, section 7.6.1, and what speaks of one connection by custom. */
    private static final NameSet HOP_BY_HOP = NameSet.of(
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
    private static final NameSet CLIENT_ONLY = NameSet.of(
            "authorization",
            "x-api-key",
            "cookie",
            "host",
            "content-length",
            "expect",
            "x-request-timeout-ms",
            "x-request-id");

    /** Nobody names more headers than this in {@code Connection}, or longer ones; what a request costs is bounded. */
    private static final int MAX_NAMED = 32;

    private static final int MAX_NAME = 64;

    private static final NameSet NONE = NameSet.of();

    private Headers() {}

    /** Copies what of a client's request goes on to where the model is. */
    public static void copyRequest(HttpHeaders from, HttpHeaders to) {
        NameSet named = namedByConnection(from);
        for (Iterator<Map.Entry<CharSequence, CharSequence>> all = from.iteratorCharSequence(); all.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            CharSequence name = header.getKey();
            if (!staysHere(name, named) && !CLIENT_ONLY.contains(name)) {
                to.add(name, header.getValue());
            }
        }
    }

    /**
     * Copies what of an answer goes back to the client.
     *
     * @param limits whether that includes {@code x-ratelimit-*}: an upstream's limits are not those that the edge gives a client
     */
    public static void copyAnswer(HttpHeaders from, HttpHeaders to, boolean limits) {
        NameSet named = namedByConnection(from);
        for (Iterator<Map.Entry<CharSequence, CharSequence>> all = from.iteratorCharSequence(); all.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            CharSequence name = header.getKey();
            if (!staysHere(name, named) && (limits || !begins(name, RateStanding.PREFIX))) {
                to.add(name, header.getValue());
            }
        }
    }

    /** Tells the client when to come again, in both forms that clients read: whole seconds and milliseconds, rounded up. */
    public static void retryAfter(HttpHeaders headers, long nanos) {
        headers.set(HttpHeaderNames.RETRY_AFTER, Long.toString(Math.ceilDiv(nanos, 1_000_000_000L)));
        headers.set(RETRY_AFTER_MS, Long.toString(Math.ceilDiv(nanos, 1_000_000L)));
    }

    private static boolean staysHere(CharSequence name, NameSet named) {
        return HOP_BY_HOP.contains(name) || named.contains(name) || begins(name, OWN_PREFIX);
    }

    private static boolean begins(CharSequence name, AsciiString prefix) {
        return AsciiString.regionMatches(name, true, 0, prefix, 0, prefix.length());
    }

    private static NameSet namedByConnection(HttpHeaders from) {
        Iterator<? extends CharSequence> lines = from.valueCharSequenceIterator(HttpHeaderNames.CONNECTION);
        if (!lines.hasNext() || (namesNone(lines.next()) && !lines.hasNext())) {
            return NONE;
        }
        return NameSet.of(from.getAll(HttpHeaderNames.CONNECTION).stream()
                .flatMap(line -> Arrays.stream(line.split(",", MAX_NAMED)))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= MAX_NAME)
                .limit(MAX_NAMED)
                .toArray(String[]::new));
    }

    /** What nearly every connection says. */
    private static boolean namesNone(CharSequence connection) {
        return HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection)
                || HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(connection);
    }
}
