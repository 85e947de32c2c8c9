package dev.meridian.simulator.answer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request that is not served, as OpenAI says it.
 *
 * @param status the HTTP status
 * @param message for people
 * @param type OpenAI's error type
 * @param code OpenAI's error code, or null
 * @param param the request field at fault, or null
 */
public record Refusal(
        int status,
        String message,
        String type,
        @Nullable String code,
        @Nullable String param) implements Reading {
    /** OpenAI's type for what the client did wrong. */
    public static final String INVALID_REQUEST = "invalid_request_error";

    /** A request with a field at fault. */
    public static Refusal invalid(String message, @Nullable String param) {
        return new Refusal(400, message, INVALID_REQUEST, null, param);
    }

    /** What a real API says with this status where a fault names no body. */
    public static Refusal ofStatus(int status) {
        return switch (status) {
            case 401 -> new Refusal(401, "Invalid API key provided", INVALID_REQUEST, null, null);
            case 402 -> new Refusal(402, "Insufficient balance", "insufficient_quota", "insufficient_quota", null);
            case 403 -> new Refusal(403, "Access denied", "permission_error", null, null);
            case 404 -> new Refusal(404, "Not found", INVALID_REQUEST, null, null);
            case 429 -> new Refusal(429, "Rate limit exceeded", "rate_limit_error", null, null);
            case 503, 529 -> new Refusal(status, "The model is overloaded", "overloaded_error", null, null);
            default ->
                status >= 500
                        ? new Refusal(status, "The server had an error", "server_error", null, null)
                        : new Refusal(status, "Invalid request", INVALID_REQUEST, null, null);
        };
    }

    /** The error in OpenAI's shape; code and param stand there where they are known. */
    public String json() {
        StringBuilder out = new StringBuilder(128).append("{\"error\":{\"message\":");
        Json.quote(out, message);
        out.append(",\"type\":");
        Json.quote(out, type);
        member(out, "code", code);
        member(out, "param", param);
        return out.append("}}").toString();
    }

    /** The answer that says so, at once. */
    public Plan plan() {
        return Plan.whole(status, Plan.JSON, json().getBytes(StandardCharsets.UTF_8), 0);
    }

    private static void member(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            out.append(",\"").append(name).append("\":");
            Json.quote(out, value);
        }
    }
}
