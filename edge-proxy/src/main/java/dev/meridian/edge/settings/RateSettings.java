package dev.meridian.edge.settings;

/**
 * How many requests may come: {@code rate_limiting} of {@code config.yaml}.
 *
 * @param requestsPerMinute in the long run, 1 to 10 000 000
 * @param burst at once, 1 to 1 000 000
 */
public record RateSettings(int requestsPerMinute, int burst) {
    static final int DEFAULT_REQUESTS_PER_MINUTE = 1_000;
    static final int DEFAULT_BURST = 100;
    static final int MAX_REQUESTS_PER_MINUTE = 10_000_000;
    static final int MAX_BURST = 1_000_000;
}
