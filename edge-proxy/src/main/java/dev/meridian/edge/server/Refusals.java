package dev.meridian.edge.server;

import dev.meridian.edge.openai.ApiError;
import dev.meridian.edge.openai.Headers;
import dev.meridian.edge.settings.Priority;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;

/** What clients are told whose requests end before they are whole. Pure. */
final class Refusals {
    /** A decision or two later there may be room; spread, so that not all come at once. */
    private static final long COME_AGAIN_NANOS = 5_000_000_000L;

    private Refusals() {}

    static ApiError tooLarge(long limit) {
        return ApiError.invalid(413, "The request body is over the limit of " + limit + " bytes", null, null);
    }

    static ApiError shed(Priority priority) {
        return ApiError.server(
                503,
                "The regions have no capacity for this request of priority " + priority.label(),
                "overloaded_shed");
    }

    /** Headers that say when to try again after that. */
    static HttpHeaders comeAgain(long random) {
        HttpHeaders headers = new DefaultHttpHeaders();
        Headers.retryAfter(headers, COME_AGAIN_NANOS + Math.unsignedMultiplyHigh(random, COME_AGAIN_NANOS));
        return headers;
    }

    static ApiError noRoom() {
        return ApiError.server(503, "This edge has no room for another request body", "edge_overloaded");
    }

    static ApiError notHttp() {
        return ApiError.badRequest("The request body is not valid HTTP", null);
    }

    static ApiError slow() {
        return ApiError.invalid(408, "The request did not come in time", "request_timeout", null);
    }
}
