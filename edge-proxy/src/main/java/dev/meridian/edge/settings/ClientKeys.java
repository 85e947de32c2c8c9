package dev.meridian.edge.settings;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** How many keys are new, gone, or have another name, limit, residency or priority, for people; empty if none. */
    String changesSince(ClientKeys before) {
        if (equals(before)) {
            return "";
        }
        Set<Sha256> both = new HashSet<>(byDigest.keySet());
        both.retainAll(before.byDigest.keySet());
        long changed = both.stream()
                .filter(digest -> !Objects.equals(byDigest.get(digest), before.byDigest.get(digest)))
                .count();
        return "%d client keys: %d new, %d gone, %d changed"
                .formatted(
                        byDigest.size(), byDigest.size() - both.size(), before.byDigest.size() - both.size(), changed);
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
