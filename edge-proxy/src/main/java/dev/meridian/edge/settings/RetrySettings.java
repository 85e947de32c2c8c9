package dev.meridian.edge.settings;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When and after what delay a failed attempt is followed by another one, as {@code retry.yaml} says.
 *
 * @param initialDelay the longest delay before a first repetition; the smaller of {@code retry.initial_delay_ms} and
 *     {@code fallback.retry_delay_ms}
 * @param maxDelay the longest delay before any repetition
 * @param multiplier how much longer each delay may be than the one before, 1 to 100
 * @param errors the failures that may be followed by another attempt
 */
public record RetrySettings(Duration initialDelay, Duration maxDelay, double multiplier, Set<RetryableError> errors) {
    /** Where no file says anything. */
    public static final RetrySettings DEFAULT =
            new RetrySettings(Duration.ofSeconds(1), Duration.ofSeconds(30), 2, EnumSet.allOf(RetryableError.class));

    /** Copies the errors. */
    public RetrySettings {
        errors = Set.copyOf(errors);
    }

    /** Whether an attempt that failed so may be followed by another one. */
    public boolean allows(RetryableError error) {
        return errors.contains(error);
    }

    /**
     * A delay with full jitter: any time up to a bound that grows with each repetition (Brooker, "Exponential Backoff And
     * Jitter", AWS Architecture Blog, 2015).
     *
     * @param repetition 0 for the first one
     * @param random uniform in [0, 1)
     */
    public Duration delay(int repetition, double random) {
        double bound = Math.min(
                (double) maxDelay.toNanos(), (double) initialDelay.toNanos() * Math.pow(multiplier, repetition));
        return Duration.ofNanos((long) (bound * random));
    }

    /** For people. */
    @Override
    public String toString() {
        String named = errors.stream().sorted().map(RetryableError::label).collect(Collectors.joining(", "));
        return "delays up to %d ms, then %s times as much up to %d ms, after %s"
                .formatted(
                        initialDelay.toMillis(), multiplier, maxDelay.toMillis(), named.isEmpty() ? "nothing" : named);
    }
}
