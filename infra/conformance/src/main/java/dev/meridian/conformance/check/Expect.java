package dev.meridian.conformance.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Expectations of a case; each throws {@link CaseFailed} where it is not met. */
public final class Expect {
    /** Of a text that was seen, more is not shown. */
    private static final int SHOWN = 160;

    private Expect() {}

    /**
     * Something holds.
     *
     * @param expected completes "expected ..."
     */
    public static void that(boolean holds, String expected, @Nullable Object seen) {
        if (!holds) {
            throw new CaseFailed("expected " + expected + ", saw " + shown(String.valueOf(seen)));
        }
    }

    /**
     * Two things are equal.
     *
     * @param what the thing that is compared
     */
    public static void equal(String what, @Nullable Object expected, @Nullable Object seen) {
        that(Objects.equals(expected, seen), what + " to be " + shown(String.valueOf(expected)), seen);
    }

    /** Names the first byte that differs. */
    public static void sameBytes(String what, byte[] expected, byte[] seen) {
        int at = Arrays.mismatch(expected, seen);
        if (at >= 0) {
            throw new CaseFailed("expected %s byte for byte, saw a difference at byte %d (of %d, expected %d): %s"
                    .formatted(what, at, seen.length, expected.length, around(seen, at)));
        }
    }

    /** At least so much time. */
    public static void atLeast(String what, Duration bound, Duration seen) {
        that(seen.compareTo(bound) >= 0, what + " after at least " + text(bound), text(seen));
    }

    /** At most so much time. */
    public static void atMost(String what, Duration bound, Duration seen) {
        that(seen.compareTo(bound) <= 0, what + " within " + text(bound), text(seen));
    }

    /** A failure that no comparison tells. */
    public static CaseFailed failure(String message) {
        return new CaseFailed(message);
    }

    private static String text(Duration time) {
        return Math.round(time.toNanos() / 100_000.0) / 10.0 + " ms";
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, Math.min(at, bytes.length) - 20);
        int to = Math.min(bytes.length, at + 40);
        return shown("\"" + new String(bytes, from, to - from, StandardCharsets.UTF_8) + "\"");
    }

    private static String shown(String text) {
        String line = text.replace("\r", "\\r").replace("\n", "\\n");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
