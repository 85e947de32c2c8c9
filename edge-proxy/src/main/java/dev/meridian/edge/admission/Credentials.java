package dev.meridian.edge.admission;

import dev.meridian.edge.openai.Headers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. A client shows the upstream API's key, as {@code Authorization: Bearer} or {@code X-API-Key}; another edge
 * shows the peer token. Thread-safe.
 */
public final class Credentials {
    private static final String BEARER = "Bearer ";

    private final byte[] clientKey;
    private final byte @Nullable [] peerToken;

    /** @param peerToken null where no other edge is trusted */
    public Credentials(String clientKey, @Nullable String peerToken) {
        this.clientKey = bytes(clientKey);
        this.peerToken = peerToken == null ? null : bytes(peerToken);
    }

    /** Whether the request shows a client key. */
    public boolean isClient(HttpHeaders headers) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return matches(clientKey, authorization.substring(BEARER.length()).strip());
        }
        String key = headers.get(Headers.API_KEY);
        return key != null && matches(clientKey, key);
    }

    /** Whether the request shows the peer token. */
    public boolean isPeer(HttpHeaders headers) {
        String token = headers.get(Headers.PEER);
        return token != null && peerToken != null && matches(peerToken, token);
    }

    /** {@link MessageDigest#isEqual} takes the same time whatever differs. */
    private static boolean matches(byte[] expected, String shown) {
        return MessageDigest.isEqual(expected, bytes(shown));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
