package dev.meridian.edge.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client keys of a {@code client-keys-file}, none of them in clear. Immutable.
 *
 * @param byDigest at most {@link #MAX_KEYS}
 */
public record ClientKeys(Map<Sha256, ClientKey> byDigest) {
    /** What one file may name: their buckets and metrics take a few megabytes. */
    public static final int MAX_KEYS = 10_000;

    /** Where no file is set. */
    public static final ClientKeys NONE = new ClientKeys(Map.of());

    /** Copies the keys. */
    public ClientKeys {
        byDigest = Map.copyOf(byDigest);
    }

    /**
     * Whose key this is; null if it is nobody's. The search is by the key's SHA-256 and may take longer for some digests
     * than for others. That says nothing of use: whoever tries keys cannot steer their digests, and a digest that is near
     * to a known one is no step towards the key behind that.
     */
    public @Nullable ClientKey find(byte[] shown) {
        return byDigest.isEmpty() ? null : byDigest.get(Sha256.of(shown));
    }
}
