package dev.meridian.edge.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The upstream API's key in use, which may change while requests run: each attempt carries the one of its time. Thread-safe;
 * never printed.
 */
public final class CurrentApiKey {
    /** Clients that show the upstream's key itself cannot all change in the same instant, so that the one before is taken, too. */
    static final Duration OVERLAP = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private volatile Keys keys;

    public CurrentApiKey(String key) {
        this(key, System::nanoTime);
    }

    CurrentApiKey(String key, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.keys = new Keys(key, null, 0);
    }

    /** What the header {@code Authorization} says upstream. */
    public String bearer() {
        return keys.bearer;
    }

    /** Whether a client has shown this key, or the one before it {@link #OVERLAP} after it was replaced at most; in constant time. */
    public boolean isShown(byte[] shown) {
        Keys now = keys;
        boolean current = MessageDigest.isEqual(now.current, shown);
        return current || (now.previous != null && isPreviousShown(now, now.previous, shown));
    }

    /** The key. */
    String get() {
        return new String(keys.current, StandardCharsets.US_ASCII);
    }

    /** From now on new attempts carry this one. */
    void set(String next) {
        keys = new Keys(next, keys.current, nanoTime.getAsLong());
    }

    private boolean isPreviousShown(Keys now, byte[] previous, byte[] shown) {
        return MessageDigest.isEqual(previous, shown) && nanoTime.getAsLong() - now.since < OVERLAP.toNanos();
    }

    @Override
    public String toString() {
        return "CurrentApiKey";
    }

    private static final class Keys {
        private final String bearer;
        private final byte[] current;
        private final byte @Nullable [] previous;
        private final long since;

        Keys(String current, byte @Nullable [] previous, long since) {
            this.bearer = "Bearer " + current;
            this.current = current.getBytes(StandardCharsets.US_ASCII);
            this.previous = previous;
            this.since = since;
        }
    }
}
