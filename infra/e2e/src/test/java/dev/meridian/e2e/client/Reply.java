package dev.meridian.e2e.client;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole answer. */
public record Reply(int status, HttpHeaders headers, String body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Reply of(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    /** A header's first value, or nothing. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The body; an empty one is an empty object. */
    public JsonNode json() {
        return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    }
}
