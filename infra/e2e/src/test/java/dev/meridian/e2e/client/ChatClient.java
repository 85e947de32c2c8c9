package dev.meridian.e2e.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;

/** Calls one edge with the key that edges accept. Thread-safe. */
public final class ChatClient {
    private static final String MODEL = "gpt-4.1";

    private final URI edge;
    private final String key;
    private final String prompt;

    /** @param prompt a word that every prompt of this client contains */
    public ChatClient(URI edge, String key, String prompt) {
        this.edge = edge;
        this.key = key;
        this.prompt = prompt;
    }

    /** A short answer in one piece. */
    public Reply ask() {
        return ask(Map.of());
    }

    /** A short answer in one piece, asked for with more headers. */
    public Reply ask(Map<String, String> headers) {
        return Http.send(chat(false, "hello", headers));
    }

    /** The region that answers a request now; fails where the answer is not 200. */
    public String servingRegion() {
        Reply reply = ask();
        if (reply.status() != 200) {
            throw new AssertionError(edge + " answered " + reply.status() + ": " + reply.body());
        }
        return reply.header("x-meridian-region");
    }

    /** The lines of a streamed answer, as they come. */
    public HttpResponse<Stream<String>> stream(String what) {
        return stream(what, Map.of());
    }

    /** The lines of a streamed answer, as they come, asked for with more headers. */
    public HttpResponse<Stream<String>> stream(String what, Map<String, String> headers) {
        return Http.send(chat(true, what, headers), HttpResponse.BodyHandlers.ofLines());
    }

    /** Any path of the edge, without a credential. */
    public Reply get(String path) {
        return Http.send(Http.request(edge.resolve(path)).build());
    }

    /** The version of the table by which the edge routes; empty where there is none. */
    public String table() {
        return get("/ready").json().path("table").asString("");
    }

    private HttpRequest chat(boolean stream, String what, Map<String, String> headers) {
        String body = "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s %s\"}]}"
                .formatted(MODEL, stream, prompt, what);
        HttpRequest.Builder request = Http.request(edge.resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json");
        headers.forEach(request::header);
        return request.POST(BodyPublishers.ofString(body)).build();
    }
}
