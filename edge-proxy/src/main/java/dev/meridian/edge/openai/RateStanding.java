package dev.meridian.edge.openai;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.time.Duration;

/**
 * Where a rate limit stands after a request, in the terms of OpenAI's {@code x-ratelimit-*} headers.
 *
 * @param limit requests that may come at once while nothing is used
 * @param remaining requests that may come at once now
 * @param resetNanos when {@code remaining} is {@code limit} again, if nothing comes
 */
public record RateStanding(long limit, long remaining, long resetNanos) {
    static final AsciiString PREFIX = AsciiString.cached("x-ratelimit-");
    private static final AsciiString LIMIT = AsciiString.cached("x-ratelimit-limit-requests");
    private static final AsciiString REMAINING = AsciiString.cached("x-ratelimit-remaining-requests");
    private static final AsciiString RESET = AsciiString.cached("x-ratelimit-reset-requests");

    /** Puts this into an answer's headers. */
    public void writeTo(HttpHeaders headers) {
        headers.set(LIMIT, Long.toString(limit));
        headers.set(REMAINING, Long.toString(remaining));
        headers.set(RESET, shown(resetNanos));
    }

    /** A time as OpenAI writes it, rounded up: {@code 120ms}, {@code 1s}, {@code 6m0s}. */
    public static String shown(long nanos) {
        long millis = Math.ceilDiv(nanos, 1_000_000);
        if (millis < 1_000) {
            return millis + "ms";
        }
        Duration time = Duration.ofSeconds(Math.ceilDiv(millis, 1_000));
        String seconds = time.toSecondsPart() + "s";
        String minutes = time.toMinutes() == 0 ? "" : time.toMinutesPart() + "m";
        String hours = time.toHours() == 0 ? "" : time.toHours() + "h";
        return hours + minutes + seconds;
    }
}
