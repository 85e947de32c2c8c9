package dev.meridian.edge.settings;

/**
 * How many requests may come: {@code rate_limiting} of {@code config.yaml}, or a client key's own limits.
 *
 * @param requestsPerMinute in the long run, 1 to 10 000 000
 * @param burst at once, 1 to 1 000 000
 */
public record RateSettings(int requestsPerMinute, int burst) {
    private static final int DEFAULT_REQUESTS_PER_MINUTE = 1_000;
    private static final int DEFAULT_BURST = 100;
    private static final int MAX_REQUESTS_PER_MINUTE = 10_000_000;
    private static final int MAX_BURST = 1_000_000;

    /** A section's {@code requests_per_minute} and {@code burst_size}. */
    static RateSettings read(YamlSection section) {
        return new RateSettings(
                section.number("requests_per_minute", DEFAULT_REQUESTS_PER_MINUTE, 1, MAX_REQUESTS_PER_MINUTE),
                section.number("burst_size", DEFAULT_BURST, 1, MAX_BURST));
    }

    /** For people. */
    @Override
    public String toString() {
        return requestsPerMinute + " requests a minute in bursts of " + burst;
    }
}
