package dev.meridian.edge.failover;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When an upstream that answers 429 says to come again: in all forms that are in use. Pure. */
final class RetryAfter {
    /** Beyond what any caller waits for; keeps arithmetic safe. */
    private static final double MAX_SECONDS = 86_400;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RetryAfter() {}

    /**
     * From {@code retry-after-ms}, else from {@code retry-after} in seconds or as an HTTP date (RFC 9110, section 10.2.3).
     *
     * @param now the time by this machine's clock
     * @return null where the headers do not say; zero for a date that has passed
     */
    static @Nullable Duration of(HttpHeaders headers, Instant now) {
        Duration exact = seconds(headers.get("retry-after-ms"), 1_000);
        if (exact != null) {
            return exact;
        }
        String text = headers.get("retry-after");
        Duration seconds = seconds(text, 1);
        return seconds != null || text == null ? seconds : untilDate(text.strip(), now);
    }

    /** From {@code retry_after}, in seconds, of a JSON body or of its error; null where it does not say. */
    static @Nullable Duration of(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            JsonNode own = json.path("retry_after");
            JsonNode value = own.isMissingNode() ? json.path("error").path("retry_after") : own;
            return seconds(value.isNumber() || value.isString() ? value.asString() : null, 1);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable Duration seconds(@Nullable String text, int perSecond) {
        if (text == null) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(text.strip()) / perSecond;
            return Double.isFinite(seconds)
                    ? Duration.ofNanos((long) (Math.clamp(seconds, 0, MAX_SECONDS) * 1e9))
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration untilDate(String text, Instant now) {
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
