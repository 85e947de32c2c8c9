package dev.meridian.simulator.log;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was received, and what has come of it so far. Times are of the monotonic clock
 * ({@link System#nanoTime}), which all processes of a Linux machine share.
 *
 * @param sequence counts requests from 1; also in the answer's {@code x-request-id}
 * @param connection counts connections from 1
 * @param region the region it came to
 * @param method the HTTP method
 * @param uri the request target as it was sent, query included
 * @param headers by name in lower case, in the order received
 * @param bodyBytes the length of the body
 * @param body the body as UTF-8 text, up to the limit of the settings
 * @param bodySha256 of the whole body in hexadecimal, where {@code body} is only a part of it; else null
 * @param model the model it names, or null
 * @param stream whether it asks for a stream
 * @param fault the id of the rule that befell it, or null
 * @param status of the answer; 0 if a fault sends raw bytes
 * @param outcome what came of it
 * @param receivedNanos when its head was received
 * @param completeNanos when its body was complete
 * @param headNanos when the first byte of the answer was written, or null
 * @param endedNanos when the outcome was reached, such as the client's early close; null while open
 * @param sentBytes bytes of the answer that were written to the socket
 */
public record LoggedRequest(
        long sequence,
        long connection,
        String region,
        String method,
        String uri,
        Map<String, List<String>> headers,
        int bodyBytes,
        String body,
        @Nullable String bodySha256,
        @Nullable String model,
        boolean stream,
        @Nullable String fault,
        int status,
        Outcome outcome,
        long receivedNanos,
        long completeNanos,
        @Nullable Long headNanos,
        @Nullable Long endedNanos,
        long sentBytes) {

    /** The header's first value, or null. */
    public @Nullable String header(String lowerCaseName) {
        List<String> values = headers.get(lowerCaseName);
        return values == null ? null : values.getFirst();
    }
}
