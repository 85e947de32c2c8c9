package dev.meridian.conformance.kills;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The controller's API, for one life of the controller: connections to the one before are of no use. Thread-safe. */
final class Api implements AutoCloseable {
    private static final int PAGE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI base;

    Api(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    boolean isReady() throws InterruptedException {
        try {
            return send("GET", "/ready", "", "ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The entries after one, to the end. */
    List<Entry> audit(long after) throws IOException, InterruptedException {
        List<Entry> all = new java.util.ArrayList<>();
        long last = after;
        while (true) {
            JsonNode page = get("/v1/audit?limit=" + PAGE + "&after=" + last).path("entries");
            page.forEach(entry -> all.add(Entry.of(entry)));
            if (page.size() < PAGE) {
                return all;
            }
            last = all.getLast().id();
        }
    }

    /** As the audit writes them. */
    SortedMap<String, String> intents() throws IOException, InterruptedException {
        SortedMap<String, String> intents = new TreeMap<>();
        for (Map.Entry<String, JsonNode> region :
                get("/v1/regions").path("regions").properties()) {
            JsonNode intent = region.getValue().path("intent");
            intents.put(
                    region.getKey(),
                    "weight " + intent.path("weight").asInt()
                            + (intent.path("enabled").asBoolean() ? " enabled" : " disabled"));
        }
        return intents;
    }

    Set<String> drains() throws IOException, InterruptedException {
        Set<String> ids = new TreeSet<>();
        get("/v1/drains")
                .path("drains")
                .forEach(drain -> ids.add(drain.path("id").asString()));
        return ids;
    }

    HttpResponse<byte[]> send(String method, String path, String body, String requestId)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", requestId)
                .header("If-Match", "*")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send("GET", path, "", "check");
        if (answer.statusCode() != 200) {
            throw new IOException(path + " was answered " + answer.statusCode());
        }
        return json(answer);
    }
}
