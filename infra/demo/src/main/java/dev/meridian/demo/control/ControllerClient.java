package dev.meridian.demo.control;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the controller with an operator's token. Thread-safe. */
public final class ControllerClient implements AutoCloseable {
    /** A controller on this machine answers in milliseconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI base;
    private final String token;

    /** @param token of an operator */
    public ControllerClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The latest table. */
    public TableView table() throws InterruptedException {
        return Reading.table(call("GET", "/v1/table", null, 200), Geography.REGIONS);
    }

    /** Every region, in the order in which they are shown. */
    public List<RegionStatus> regions() throws InterruptedException {
        return Reading.regions(call("GET", "/v1/regions", null, 200), Geography.REGIONS);
    }

    /** The ids of the drains that hold, by their region. */
    public Map<RegionId, String> drains() throws InterruptedException {
        return Reading.drains(call("GET", "/v1/drains", null, 200));
    }

    /** Starts a drain and returns its id. */
    public String drain(RegionId region, DrainMode mode, String reason, Duration length) throws InterruptedException {
        String end = Instant.now().plus(length).truncatedTo(ChronoUnit.SECONDS).toString();
        JsonNode body = json.createObjectNode()
                .put("region", region.value())
                .put("mode", mode.name())
                .put("reason", reason)
                .put("expiresAt", end);
        return call("POST", "/v1/drains", body, 201).path("id").asString();
    }

    /** Ends a drain. */
    public void endDrain(String id) throws InterruptedException {
        call("DELETE", "/v1/drains/" + id, null, 200, 204);
    }

    /** Sets the weight of an enabled region. */
    public void weight(RegionId region, int weight) throws InterruptedException {
        JsonNode body = json.createObjectNode().put("weight", weight).put("enabled", true);
        call("PUT", "/v1/regions/" + region + "/intent", body, 200);
    }

    /** Stops what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body, Integer... expected)
            throws InterruptedException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                // The demo means what it sets, whatever there is.
                .header("if-match", "*")
                .method(method, publisher)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (!List.of(expected).contains(response.statusCode())) {
                throw new UnexpectedAnswer(method + " " + path, response.statusCode(), response.body());
            }
            return response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body());
        } catch (IOException e) {
            throw new ControllerUnreachable(
                    method + " " + path + ": " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
        }
    }
}
