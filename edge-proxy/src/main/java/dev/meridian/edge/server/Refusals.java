package dev.meridian.edge.server;

import dev.meridian.edge.openai.ApiError;

/** What clients are told whose requests end before they are whole. Pure. */
final class Refusals {
    private Refusals() {}

    static ApiError tooLarge(long limit) {
        return ApiError.invalid(413, "The request body is over the limit of " + limit + " bytes", null, null);
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
