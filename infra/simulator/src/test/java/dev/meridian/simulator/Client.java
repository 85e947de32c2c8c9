package dev.meridian.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a simulator as a client would. */
final class Client implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;
    private String key = SimulatorSettings.DEFAULT_KEY;

    Client(int port) {
        this.root = URI.create("http://127.0.0.1:" + port);
    }

    Client withKey(String newKey) {
        key = newKey;
        return this;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .header("authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    HttpResponse<String> chat(String model) throws IOException, InterruptedException {
        return post("/v1/chat/completions", chatBody(model, false, 5));
    }

    HttpResponse<String> stream(String model, int tokens) throws IOException, InterruptedException {
        return post("/v1/chat/completions", chatBody(model, true, tokens));
    }

    static String chatBody(String model, boolean stream, int tokens) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"say something sim:tokens=" + tokens + "\"}]}";
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** The data of every event, in order. */
    static List<String> data(String stream) {
        List<String> data = new ArrayList<>();
        for (String line : stream.lines().toList()) {
            if (line.startsWith("data: ")) {
                data.add(line.substring("data: ".length()));
            }
        }
        return data;
    }

    /** The text that a chat stream's events make. */
    static String text(String stream) {
        StringBuilder text = new StringBuilder();
        for (String data : data(stream)) {
            if (!data.equals("[DONE]")) {
                text.append(JSON.readTree(data)
                        .path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asString(""));
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        http.close();
    }
}
