package dev.meridian.edge.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The failures that {@code retry.retryable_errors} can name. A connection that was never made can always be tried again. */
public enum RetryableError {
    /** The upstream answered 429. */
    RATE_LIMIT_ERROR,
    /** The upstream answered 5xx, broke off before content, or answered nothing that could be used. */
    SERVER_ERROR,
    /** No answer came in time; a repetition may be billed twice. */
    TIMEOUT;

    /** As files write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(RetryableError::label).toList();
    }

    static @Nullable RetryableError of(String label) {
        return Arrays.stream(values())
                .filter(error -> error.label().equals(label))
                .findFirst()
                .orElse(null);
    }
}
