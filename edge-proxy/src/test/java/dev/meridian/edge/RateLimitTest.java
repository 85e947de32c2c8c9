package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limit is kept where a client's request comes in, and says so in OpenAI's words. One request an hour never comes back. */
@SuppressWarnings("NullAway.Init")
class RateLimitTest {
    private static final String TEAM = "Bearer sk-team";

    @TempDir
    private Path folder;

    @Test
    void requestPastTheBurstIsRefusedAndAnotherKeyIsNot() throws Exception {
        try (EdgeWorld world = EdgeWorld.alone(folder, keys("requests_per_minute: 1, burst_size: 2"))) {
            HttpResponse<String> first = world.chat(ask("gpt-4.1"), "Authorization", TEAM);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
            assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
            assertThat(header(first, "x-ratelimit-reset-requests")).isEqualTo("1m0s");
            HttpResponse<String> stream = world.chat(askStream("gpt-4.1"), "Authorization", TEAM);
            assertThat(header(stream, "x-ratelimit-remaining-requests")).isEqualTo("0");
            isRefused(world.chat(ask("gpt-4.1"), "Authorization", TEAM), "this key may send 1 requests a minute");
            assertThat(world.calls()).hasSize(2);
            HttpResponse<String> other = world.chat(ask("gpt-4.1"));
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(other.headers().map()).doesNotContainKey("x-ratelimit-limit-requests");
            assertThat(world.metrics())
                    .contains(
                            "meridian_edge_refusals_total{reason=\"rate_limit\"} 1.0",
                            "meridian_edge_rate_limited_total{key=\"team-a\",limit=\"key\"} 1.0");
        }
    }

    @Test
    void everyKindOfRequestCountsButTheEdgesOwnPages() throws Exception {
        try (EdgeWorld world = EdgeWorld.alone(folder, config("requests_per_minute: 1, burst_size: 3"))) {
            HttpResponse<String> models = world.get("/v1/models");
            assertThat(header(models, "x-ratelimit-remaining-requests")).isEqualTo("2");
            world.get("/v1/files");
            assertThat(world.get("/v1/chat/completions").statusCode()).isEqualTo(405);
            isRefused(world.get("/v1/models"), "1 requests a minute in bursts of 3");
            assertThat(world.chat(ask("gpt-4.1"), "Authorization", "Bearer wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(world.get("/health").statusCode()).isEqualTo(200);
            assertThat(world.get("/ready").statusCode()).isEqualTo(200);
            HttpRequest agent = world.request(
                            "/v1/models", "Authorization", "none", "x-meridian-peer", EdgeWorld.PEER_TOKEN)
                    .GET()
                    .build();
            assertThat(world.http
                            .send(agent, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void hopIsLimitedAtTheEdgeWhereItsRequestCameIn() throws Exception {
        try (EdgeWorld world = EdgeWorld.pair(folder, 0, config("requests_per_minute: 1, burst_size: 2"))) {
            for (int remaining = 1; remaining >= 0; remaining--) {
                HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
                assertThat(header(answer, "x-meridian-region")).isEqualTo(EU);
                assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo(Integer.toString(remaining));
            }
            isRefused(world.chat(ask("gpt-4.1")), "1 requests a minute");
            HttpRequest atPeer = HttpRequest.newBuilder(world.edge(EU).resolve("/v1/models"))
                    .header("X-API-Key", KEY)
                    .build();
            HttpResponse<String> own = world.http.send(atPeer, HttpResponse.BodyHandlers.ofString());
            assertThat(header(own, "x-ratelimit-remaining-requests")).isEqualTo("1");
        }
    }

    @Test
    void connectionOfARefusedRequestStaysUsable() throws Exception {
        try (EdgeWorld world = EdgeWorld.alone(folder, keys("requests_per_minute: 1, burst_size: 1"));
                RawClient client = new RawClient(world.port(US))) {
            client.send(request("sk-team")).readUntil("\"usage\"");
            String refusal = client.send(request("sk-team")).readUntil("rate_limit_exceeded");
            assertThat(refusal)
                    .contains("HTTP/1.1 429", "retry-after: ", "x-ratelimit-remaining-requests: 0\r\n")
                    .doesNotContain("connection: close");
            assertThat(client.send(request(KEY)).readUntil("\"usage\"")).contains("HTTP/1.1 200");
        }
    }

    private static void isRefused(HttpResponse<String> answer, String saying) {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body())
                .contains(
                        "\"message\":\"Rate limit exceeded",
                        saying,
                        "\"type\":\"rate_limit_error\",\"code\":\"rate_limit_exceeded\"");
        assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("0");
        int seconds = Integer.parseInt(header(answer, "retry-after"));
        int millis = Integer.parseInt(header(answer, "retry-after-ms"));
        assertThat(seconds).isBetween(1, 60).isEqualTo((millis + 999) / 1_000);
    }

    private static String request(String key) {
        String body = ask("gpt-4.1");
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nX-API-Key: " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String keys(String limits) throws Exception {
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("sk-team".getBytes(StandardCharsets.UTF_8)));
        Path file = Files.writeString(
                folder.resolve("client-keys.yaml"), "keys: [{name: team-a, sha256: %s, %s}]\n".formatted(hash, limits));
        return "--meridian.edge.client-keys-file=" + file;
    }

    private String config(String limits) throws Exception {
        return "--meridian.edge.config-file="
                + Files.writeString(folder.resolve("config.yaml"), "rate_limiting: {" + limits + "}\n");
    }
}
