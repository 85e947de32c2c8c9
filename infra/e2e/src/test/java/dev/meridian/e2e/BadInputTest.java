package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.e2e.client.Http;
import dev.meridian.e2e.client.RawHttp;
import dev.meridian.e2e.client.Reply;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Garbage is the caller's fault: always a 4xx in the form that the caller's client reads, never a 5xx. */
@Order(10)
@ExtendWith(SharedWorld.class)
final class BadInputTest {
    /** Over the controller's largest limit. */
    private static final int BIG = 300 * 1024;

    /** Over what a head may have at either program. */
    private static final int BIG_HEAD = 70 * 1024;

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW");

    private static final List<String> SAFE = List.of("GET", "OPTIONS");

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "[]",
            "null",
            "\"text\"",
            "{}",
            "\u0000\u0001\u0002",
            "{\"schema\":2}",
            "{\"schema\":1,\"sender\":{}}",
            "{\"model\":5,\"messages\":{}}",
            "{\"model\":\"gpt-4.1\",\"model\":\"gpt-4.1\",\"messages\":[]}",
            "{\"weight\":-1,\"enabled\":\"x\"}",
            "{\"sequence\":1e400}",
            "{\"region\":\"mars\",\"reason\":\"r\",\"expiresAt\":\"soon\"}",
            "[".repeat(50_000),
            "{\"a\":".repeat(5_000),
            "x".repeat(BIG));

    /** What takes none of the bodies, by any method. */
    private static final List<String> CONTROLLER_PATHS = List.of(
            "/v1/reports",
            "/v1/observations",
            "/v1/drains",
            "/v1/drains/no-such-drain",
            "/v1/drains/%00",
            "/v1/regions/mars/intent",
            "/v1/regions/eu-west-1/intent",
            "/v1/table?wait=never",
            "/v1/decisions/none",
            "/v1/../v1/table",
            "/nothing?" + "q".repeat(5_000),
            "/");

    private static final List<String> EDGE_PATHS = List.of(
            "/v1/chat/completions",
            "/v1/chat/completions/",
            "/v1/completions",
            "/v1/embeddings",
            "/v1//chat/completions",
            "/v1/%2e%2e/metrics",
            "/v1",
            "/nothing",
            "/");

    @Test
    void controllerAnswersGarbageWithAProblemAndChangesNothing(World world) {
        String before = world.operator().version();
        for (String path : CONTROLLER_PATHS) {
            for (Reply reply :
                    every(world.controller().base(), path, world.secrets().operator())) {
                assertProblem(path, reply);
            }
        }
        assertThat(world.operator().version()).isEqualTo(before);
    }

    @Test
    void edgeAnswersGarbageWithAnErrorThatOpenAisClientsRead(World world) {
        for (String path : EDGE_PATHS) {
            for (Reply reply :
                    every(world.edge(Regions.EU).base(), path, world.secrets().upstreamKey())) {
                assertApiError(path, reply);
            }
        }
    }

    @Test
    void strangersAreTurnedAwayInTheSameForm(World world) {
        for (String path : List.of("/v1/table", "/v1/regions", "/v1/drains", "/v1/decisions/latest")) {
            URI uri = world.controller().base().resolve(path);
            Reply nobody = Http.send(Http.request(uri).build());
            Reply stranger = Http.send(Http.request(uri)
                    .header("authorization", "Bearer " + world.secrets().wrongKey())
                    .build());

            assertThat(List.of(nobody.status(), stranger.status())).containsOnly(401);
            assertProblem(path, nobody);
            assertProblem(path, stranger);
        }
        Reply viewer = Http.send(Http.request(world.controller().base().resolve("/v1/drains"))
                .header("authorization", "Bearer " + world.secrets().viewer())
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(viewer.status()).isEqualTo(403);
        assertProblem("/v1/drains", viewer);
    }

    @Test
    void whatIsNotHttpIsAnsweredWith4xxAndTheProgramServesOn(World world) {
        List<String> wire = List.of(
                "GET\r\n\r\n",
                "\u0016\u0003\u0001 nothing like HTTP \r\n\r\n",
                "GET /ready HTTP/1.1\r\nHost: x\r\nno colon here\r\n\r\n",
                "GET /ready HTTP/1.1\r\nHost: x\r\nX-Long: " + "y".repeat(BIG_HEAD) + "\r\n\r\n",
                "GET /" + "z".repeat(BIG_HEAD) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "POST /v1/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzz\r\n");
        for (URI program :
                List.of(world.controller().base(), world.edge(Regions.EU).base())) {
            for (String bytes : wire) {
                String answer = RawHttp.exchange(program, bytes);
                assertThat(answer)
                        .as("%s to %.60s", program, bytes)
                        .satisfiesAnyOf(
                                text -> assertThat(text).isEmpty(),
                                text -> assertThat(text).startsWith("HTTP/1.1 4"));
            }
            assertThat(Http.status(program.resolve("/ready"))).isEqualTo(200);
        }
    }

    /** Every method with every body. */
    private static List<Reply> every(URI program, String path, String token) {
        URI uri = URI.create(program.toString().replaceAll("/$", "") + path);
        List<Reply> replies = new ArrayList<>();
        for (String method : METHODS) {
            for (String body : SAFE.contains(method) ? List.of("") : BODIES) {
                Reply reply = Http.send(Http.request(uri)
                        .header("authorization", "Bearer " + token)
                        .header("content-type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build());
                // To read, or to ask what is allowed, is right at some of the paths.
                if (!SAFE.contains(method) || reply.status() >= 300) {
                    replies.add(reply);
                }
            }
        }
        return replies;
    }

    private static void assertProblem(String path, Reply reply) {
        assertThat(reply.status()).as("%.60s: %s", path, reply.body()).isBetween(400, 499);
        assertThat(reply.header("content-type")).as(path).startsWith("application/problem+json");
        assertThat(reply.json().path("detail").asString()).as(path).isNotBlank();
        assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
    }

    private static void assertApiError(String path, Reply reply) {
        assertThat(reply.status()).as("%.60s: %s", path, reply.body()).isBetween(400, 499);
        assertThat(reply.header("content-type")).as(path).startsWith("application/json");
        assertThat(reply.json().path("error").path("message").asString())
                .as(path)
                .isNotBlank();
        assertThat(reply.json().path("error").path("type").asString()).as(path).isNotBlank();
    }
}
