package dev.meridian.edge.admission;

import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.settings.ClientKey;
import dev.meridian.edge.settings.CurrentApiKey;
import dev.meridian.edge.settings.CurrentClientKeys;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. A client shows the upstream API's key or one of the keys file, as {@code Authorization: Bearer} or
 * {@code X-API-Key}; another edge shows the peer token. Thread-safe.
 */
public final class Credentials {
    private static final String BEARER = "Bearer ";

    /** What is longer is no key, and is not hashed. */
    private static final int MAX_KEY = 4_096;

    private final CurrentApiKey apiKey;
    private final CurrentClientKeys clientKeys;
    private final byte @Nullable [] peerToken;

    /**
     * @param apiKey the upstream API's key
     * @param clientKeys the other ones
     * @param peerToken null where no other edge is trusted
     */
    public Credentials(CurrentApiKey apiKey, CurrentClientKeys clientKeys, @Nullable String peerToken) {
        this.apiKey = apiKey;
        this.clientKeys = clientKeys;
        this.peerToken = peerToken == null ? null : bytes(peerToken);
    }

    /** The client whose key the request shows; null if it shows none that is known. */
    public @Nullable ClientKey client(HttpHeaders headers) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return client(authorization.substring(BEARER.length()).strip());
        }
        String key = headers.get(Headers.API_KEY);
        return key == null ? null : client(key);
    }

    /** Whether the request shows the peer token. */
    public boolean isPeer(HttpHeaders headers) {
        String token = headers.get(Headers.PEER);
        return token != null && peerToken != null && MessageDigest.isEqual(peerToken, bytes(token));
    }

    /** The upstream API's key costs no hash; {@link MessageDigest#isEqual} takes the same time whatever differs. */
    private @Nullable ClientKey client(String shown) {
        if (shown.length() > MAX_KEY) {
            return null;
        }
        byte[] bytes = bytes(shown);
        return apiKey.isShown(bytes) ? ClientKey.HOLYSHEEP : clientKeys.find(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
