package dev.meridian.edge.settings;

import java.time.Duration;

/**
 * The {@code circuit_breaker} section of {@code config.yaml}.
 *
 * @param enabled whether anything is ever refused
 * @param failures failures in a row that open a breaker, 1 to 1000
 * @param open how long an open breaker refuses, 1 s to 1 h
 * @param probes attempts that are let through after that, 1 to 1000
 */
public record BreakerSettings(boolean enabled, int failures, Duration open, int probes) {
    /** Where no file says anything. */
    public static final BreakerSettings DEFAULT = new BreakerSettings(true, 5, Duration.ofSeconds(30), 3);

    /** For people. */
    @Override
    public String toString() {
        return enabled
                ? "breakers open after %d failures for %d s, then %d probes"
                        .formatted(failures, open.toSeconds(), probes)
                : "no breakers";
    }
}
