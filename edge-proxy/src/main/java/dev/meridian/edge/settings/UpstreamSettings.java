package dev.meridian.edge.settings;

import dev.meridian.routing.region.Endpoint;
import java.time.Duration;
import org.springframework.core.env.Environment;

/**
 * What the environment says of the upstream API.
 *
 * @param endpoint {@code HOLYSHEEP_BASE_URL}
 * @param apiKey {@code HOLYSHEEP_API_KEY}; printable ASCII without spaces; never printed
 * @param timeout {@code TIMEOUT_SECONDS}, the longest unary attempt; 1 s to 1 h
 * @param maxRetries {@code MAX_RETRIES}, 0 to 10: attempts after the first one, where fewer than the budget
 */
public record UpstreamSettings(Endpoint endpoint, String apiKey, Duration timeout, int maxRetries) {
    /** @throws IllegalArgumentException naming the variable and the limit, never the key itself */
    public UpstreamSettings {
        if (apiKey.isEmpty() || !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "HOLYSHEEP_API_KEY must be set to the key of the upstream API, printable and without spaces");
        }
        requireRange("TIMEOUT_SECONDS", timeout.toSeconds(), 1, 3_600);
        requireRange("MAX_RETRIES", maxRetries, 0, 10);
    }

    /** Reads the environment. */
    public static UpstreamSettings from(Environment environment) {
        return new UpstreamSettings(
                endpoint(environment.getProperty("HOLYSHEEP_BASE_URL", "https://api.holysheep.ai/v1")),
                environment.getProperty("HOLYSHEEP_API_KEY", "").strip(),
                Duration.ofSeconds(number(environment, "TIMEOUT_SECONDS", 60)),
                number(environment, "MAX_RETRIES", 3));
    }

    @Override
    public String toString() {
        return "UpstreamSettings[" + endpoint + "]";
    }

    private static Endpoint endpoint(String url) {
        try {
            return Endpoint.parse(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("HOLYSHEEP_BASE_URL: " + e.getMessage(), e);
        }
    }

    private static int number(Environment environment, String name, int otherwise) {
        String text = environment.getProperty(name, Integer.toString(otherwise));
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidSettingException(name + " is \"" + text + "\", it must be a whole number", e);
        }
    }

    private static void requireRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", it must be " + min + " to " + max);
        }
    }
}
