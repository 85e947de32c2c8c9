package dev.meridian.edge.settings;

import org.jspecify.annotations.Nullable;

/** The client keys in use, which may change while requests run. Thread-safe. */
public final class CurrentClientKeys {
    private volatile ClientKeys keys;

    public CurrentClientKeys(ClientKeys keys) {
        this.keys = keys;
    }

    /** {@link ClientKeys#find} among the keys of now. */
    public @Nullable ClientKey find(byte[] shown) {
        return keys.find(shown);
    }

    /** What new requests go by. */
    ClientKeys get() {
        return keys;
    }

    /** From now on new requests go by these. */
    void set(ClientKeys next) {
        keys = next;
    }
}
