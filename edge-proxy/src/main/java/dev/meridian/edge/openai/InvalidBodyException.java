package dev.meridian.edge.openai;

import org.jspecify.annotations.Nullable;

/** A request body that cannot be routed. */
public final class InvalidBodyException extends Exception {
    private final @Nullable String param;

    InvalidBodyException(String message, @Nullable String param) {
        super(message, null, false, false);
        this.param = param;
    }

    /** The error for the client. */
    public ApiError toError() {
        String message = getMessage();
        return ApiError.badRequest(message == null ? "The request body is invalid" : message, param);
    }
}
