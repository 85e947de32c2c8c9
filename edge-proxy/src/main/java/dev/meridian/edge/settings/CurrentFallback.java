package dev.meridian.edge.settings;

/** The fallback settings in use, which may change while requests run; each request keeps what it began with. Thread-safe. */
public final class CurrentFallback {
    private volatile FallbackSettings settings;

    public CurrentFallback(FallbackSettings settings) {
        this.settings = settings;
    }

    /** What new requests go by. */
    public FallbackSettings get() {
        return settings;
    }

    /** From now on new requests go by these. */
    void set(FallbackSettings next) {
        settings = next;
    }
}
