package dev.meridian.routing.policy;

import java.time.Duration;

/** Ranges of settings; each refusal says what, which and the limits. */
final class Ranges {
    static final Duration TICK = Duration.ofMillis(1);

    /** Beyond a day, operators use weights. */
    static final Duration DAY = Duration.ofDays(1);

    private Ranges() {}

    static <T extends Comparable<T>> void require(String what, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(what + " " + value + " must be " + min + " to " + max);
        }
    }
}
