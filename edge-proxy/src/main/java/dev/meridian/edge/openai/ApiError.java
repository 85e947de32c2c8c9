package dev.meridian.edge.openai;

import org.jspecify.annotations.Nullable;

/**
 * An error in the form that OpenAI's clients read.
 *
 * @param status the HTTP status
 * @param message for people: what, which and the limit; never a key or a prompt
 * @param type the kind, as OpenAI names kinds
 * @param code the exact error, or null
 * @param param the field of the request that is at fault, or null
 */
public record ApiError(
        int status,
        String message,
        String type,
        @Nullable String code,
        @Nullable String param) {
    private static final String INVALID_REQUEST = "invalid_request_error";
    private static final String SERVER = "server_error";

    /** 400: the request is at fault. */
    public static ApiError badRequest(String message, @Nullable String param) {
        return invalid(400, message, null, param);
    }

    /** A status of the 4xx kind. */
    public static ApiError invalid(int status, String message, @Nullable String code, @Nullable String param) {
        return new ApiError(status, message, INVALID_REQUEST, code, param);
    }

    /** 401, in the words that clients of HolySheep know. */
    public static ApiError wrongKey() {
        return invalid(401, "Invalid API key provided", "invalid_api_key", null);
    }

    /** 404: no such model. */
    public static ApiError modelNotFound(String model) {
        String shown = model.length() > 100 ? model.substring(0, 100) + "..." : model;
        return invalid(404, "The model \"" + shown + "\" does not exist", "model_not_found", "model");
    }

    /** 429. */
    public static ApiError rateLimited(String message) {
        return new ApiError(429, message, "rate_limit_error", "rate_limit_exceeded", null);
    }

    /** A status of the 5xx kind. */
    public static ApiError server(int status, String message, String code) {
        return new ApiError(status, message, SERVER, code, null);
    }

    /**
     * The event that ends a stream which cannot be completed.
     *
     * @param path the request's: streams of responses have typed events, others have the JSON body as an event
     */
    public String toEvent(ApiPath path) {
        if (!path.path().equals(ApiPath.RESPONSES)) {
            return "data: " + toJson() + "\n\n";
        }
        StringBuilder json = new StringBuilder(160).append("event: error\ndata: {\"type\":\"error\",\"code\":");
        JsonText.append(json, code);
        json.append(",\"message\":");
        JsonText.append(json, message);
        json.append(",\"param\":");
        JsonText.append(json, param);
        return json.append("}\n\n").toString();
    }

    /** The JSON body. */
    public String toJson() {
        StringBuilder json = new StringBuilder(160).append("{\"error\":{\"message\":");
        JsonText.append(json, message);
        json.append(",\"type\":");
        JsonText.append(json, type);
        json.append(",\"code\":");
        JsonText.append(json, code);
        json.append(",\"param\":");
        JsonText.append(json, param);
        return json.append("}}").toString();
    }
}
