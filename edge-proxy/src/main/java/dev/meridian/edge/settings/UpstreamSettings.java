package dev.meridian.edge.settings;

import dev.meridian.routing.region.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * What the environment, or a mounted Secret, says of the upstream API.
 *
 * @param endpoint {@code HOLYSHEEP_BASE_URL}, or the Secret's {@code base-url}
 * @param apiKey {@code HOLYSHEEP_API_KEY}, or the Secret's {@code api-key}, at the start; printable ASCII without spaces; never printed
 * @param timeout {@code TIMEOUT_SECONDS}, the longest unary attempt; 1 s to 1 h
 * @param maxRetries {@code MAX_RETRIES}, 0 to 10: attempts after the first one, where fewer than the budget
 */
public record UpstreamSettings(Endpoint endpoint, String apiKey, Duration timeout, int maxRetries) {
    private static final String API_KEY_FILE = "api-key";
    private static final String SECRET_DIR = "meridian.edge.secret-dir";
    private static final String BASE_URL_FILE = "base-url";

    /** @throws IllegalArgumentException naming the variable and the limit, never the key itself */
    public UpstreamSettings {
        if (apiKey.isEmpty() || !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "HOLYSHEEP_API_KEY must be set to the key of the upstream API, printable and without spaces");
        }
        requireRange("TIMEOUT_SECONDS", timeout.toSeconds(), 1, 3_600);
        requireRange("MAX_RETRIES", maxRetries, 0, 10);
    }

    /**
     * Reads the environment, and the key and the URL from a folder where one is set: what stands there wins.
     *
     * @param secretDir a mounted Secret with {@code api-key} and perhaps {@code base-url}; null for none
     * @throws InvalidSettingException naming the variable or the file, and the limit
     */
    public static UpstreamSettings from(Environment environment, @Nullable Path secretDir) {
        String url = environment.getProperty("HOLYSHEEP_BASE_URL", "https://api.holysheep.ai/v1");
        String key = environment.getProperty("HOLYSHEEP_API_KEY", "").strip();
        String urlFrom = "HOLYSHEEP_BASE_URL";
        if (secretDir != null) {
            key = secret(secretDir.resolve(API_KEY_FILE));
            Path urlFile = secretDir.resolve(BASE_URL_FILE);
            if (Files.exists(urlFile)) {
                url = secret(urlFile);
                urlFrom = urlFile.toString();
            }
        }
        return new UpstreamSettings(
                endpoint(urlFrom, url),
                key,
                Duration.ofSeconds(number(environment, "TIMEOUT_SECONDS", 60)),
                number(environment, "MAX_RETRIES", 3));
    }

    /** The key's file, whose new versions {@code current} gets. */
    static WatchedFile watched(Path secretDir, CurrentApiKey current) {
        Path file = secretDir.resolve(API_KEY_FILE);
        return new WatchedFile("secret-dir", file, content -> {
            String key = TokenFile.parse(SECRET_DIR, file, content);
            if (key.equals(current.get())) {
                return "";
            }
            current.set(key);
            return "another key of the upstream API; clients may show the one before for "
                    + CurrentApiKey.OVERLAP.toMinutes() + " minutes";
        });
    }

    @Override
    public String toString() {
        return "UpstreamSettings[" + endpoint + "]";
    }

    private static String secret(Path file) {
        return TokenFile.readPresent(SECRET_DIR, file);
    }

    private static Endpoint endpoint(String from, String url) {
        try {
            return Endpoint.parse(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(from + ": " + e.getMessage(), e);
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
