package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.client.Http;
import dev.meridian.e2e.client.Reply;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Garbage to every endpoint: always a 4xx in the endpoint's own form, never a 5xx, never a change. */
@Order(6)
@ExtendWith(SharedWorld.class)
final class BadInputTest {
    private static final List<String> GARBAGE = List.of(
            "",
            "{",
            "[]",
            "null",
            "7",
            "\"text\"",
            "{}",
            "{\"schema\":99}",
            "{\"weight\":\"many\"}",
            "{\"weight\":5000}",
            "{\"region\":\"nowhere\"}",
            "{\"unknown\":1}",
            "\u0000\u0001",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "{\"schema\":1,\"region\":\"US WEST\"}",
            "{\"sequence\":1e400}",
            "x".repeat(300_000));

    @Test
    void controllerAnswersGarbageWithAProblemThatSaysWhat(World world) {
        String before = world.operator().version();
        for (String call : List.of(
                "POST /v1/reports",
                "POST /v1/observations",
                "POST /v1/drains",
                "PUT /v1/regions/us-west-2/intent",
                "PUT /v1/regions/nowhere/intent",
                "DELETE /v1/drains/none",
                "DELETE /v1/table",
                "POST /v1/nowhere",
                "GET /v1/table?wait=soon")) {
            for (String body : GARBAGE) {
                String[] parts = call.split(" ", 2);
                Reply reply = world.operator().call(parts[0], parts[1], body);
                assertThat(reply.status()).as("%s with %.40s", call, body).isBetween(400, 499);
                assertThat(reply.header("content-type")).as(call).startsWith("application/problem+json");
                assertThat(reply.json().path("detail").asString(""))
                        .as("%s with %.40s", call, body)
                        .isNotBlank();
            }
        }
        assertThat(world.operator().version()).isEqualTo(before);
    }

    @Test
    void edgeAnswersGarbageWithAnErrorThatClientsRead(World world) {
        for (String path :
                List.of("/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/nowhere", "/health")) {
            for (String body : GARBAGE) {
                HttpRequest request = Http.request(world.edge(Regions.US).base().resolve(path))
                        .header("Authorization", "Bearer " + world.secrets().upstreamKey())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                Reply reply = Http.send(request);
                assertThat(reply.status()).as("%s with %.40s", path, body).isBetween(400, 499);
                assertThat(reply.json().path("error").path("message").asString(""))
                        .as("%s with %.40s", path, body)
                        .isNotBlank();
            }
        }
    }
}
