package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Header;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A 429 that says when to come back.
 *
 * @param form how it says so; null means {@link Form#SECONDS}
 * @param retryAfter the time from the answer on; null means one second
 */
public record RateLimit(@Nullable Form form, @Nullable Duration retryAfter) implements Fault {
    /** How the time is told. */
    public enum Form {
        /** Not at all. */
        NONE,
        /** {@code Retry-After: 1}. */
        SECONDS,
        /** {@code Retry-After: Tue, 24 Nov 2026 10:00:00 GMT}, that much from now. */
        HTTP_DATE,
        /** The same, that much ago. */
        PAST_DATE,
        /** {@code retry-after-ms: 1000}. */
        MILLIS,
        /** {@code "retry_after": 1.2} in the body, next to the error. */
        BODY
    }

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public RateLimit {
        form = form == null ? Form.SECONDS : form;
        retryAfter = retryAfter == null ? Duration.ofSeconds(1) : retryAfter;
    }

    @Override
    public Plan applyTo(Plan plan, Instant now) {
        Duration wait = retryAfter == null ? Duration.ofSeconds(1) : retryAfter;
        String error = Refusal.ofStatus(429).json();
        return switch (form == null ? Form.SECONDS : form) {
            case NONE -> answer(error);
            case SECONDS -> answer(error).withHeader(new Header("retry-after", String.valueOf(wait.toSeconds())));
            case HTTP_DATE -> answer(error).withHeader(new Header("retry-after", HTTP_DATE.format(now.plus(wait))));
            case PAST_DATE -> answer(error).withHeader(new Header("retry-after", HTTP_DATE.format(now.minus(wait))));
            case MILLIS -> answer(error).withHeader(new Header("retry-after-ms", String.valueOf(wait.toMillis())));
            case BODY ->
                answer(error.substring(0, error.length() - 1) + ",\"retry_after\":" + wait.toMillis() / 1000.0 + "}");
        };
    }

    private static Plan answer(String body) {
        return Plan.whole(429, Plan.JSON, body.getBytes(StandardCharsets.UTF_8), 0);
    }
}
