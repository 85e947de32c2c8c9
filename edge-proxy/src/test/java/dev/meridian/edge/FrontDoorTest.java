package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.catalog.ModelProfile;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.log.LoggedRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the edge lets in, what it refuses and in which words, and what of a request goes on. */
class FrontDoorTest extends OneEdge {
    private static final String HEAD = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY
            + "\r\nContent-Type: application/json\r\n";

    @BeforeAll
    void modelsAreKnown() {
        // The list of models is there once it has been asked for.
        await().atMost(Duration.ofSeconds(10))
                .until(() -> world.get("/v1/models").body().contains("claude-sonnet-4.5"));
    }

    @Test
    void wrongOrMissingKeyIsRefusedInTheKnownWords() throws Exception {
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "Authorization", "Bearer wrong");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .contains("\"message\":\"Invalid API key provided\",\"type\":\"invalid_request_error\"");
        assertThat(world.chat(ask("gpt-4.1"), "Authorization", "Basic x").statusCode())
                .isEqualTo(401);
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void keyInXApiKeyIsAccepted() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(world.edge(US).resolve("/v1/chat/completions"))
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ask("gpt-4.1")))
                .build();
        assertThat(world.http
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void clientsCredentialsCookiesAndHopHeadersStayHere() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "X-API-Key: " + KEY + "\r\nCookie: a=b\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\n"
                    + "TE: trailers\r\nX-Meridian-Peer: guess\r\nX-Kept: yes\r\nContent-Length: "
                    + ask("gpt-4.1").length() + "\r\n\r\n" + ask("gpt-4.1"));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200");
        }
        LoggedRequest call = world.simulator.log().requests().getFirst();
        assertThat(call.headers()).doesNotContainKeys("x-api-key", "cookie", "te", "x-mine", "x-meridian-peer");
        assertThat(call.headers()).containsEntry("x-kept", List.of("yes"));
        assertThat(call.headers().get("authorization")).containsExactly("Bearer " + KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"gpt-4.1\"                                | not valid JSON",
                "[1]                                                   | must be a JSON object",
                "{\"messages\":[]}                                     | must name a model",
                "{\"model\":7}                                         | model must be a string",
                "{\"model\":\"a\",\"model\":\"b\"}                     | names its model twice",
                "{\"model\":\"a\\r\\nx-mine: 1\"}                     | has a control character",
                "{\"model\":\"gpt-4.1\",\"stream\":\"yes\"}            | must be true or false",
                "{\"model\":\"gpt-4.1\"} {}                            | nothing after it"
            })
    void bodyThatCannotBeRoutedIsRefusedByName(String body, String message) throws Exception {
        HttpResponse<String> answer = world.chat(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(message, "invalid_request_error");
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void unknownModelIsNotFoundWithoutAnUpstreamCall() throws Exception {
        HttpResponse<String> answer = world.chat(ask("gpt-99"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("model_not_found", "gpt-99");
        assertThat(world.calls()).isEmpty();
    }

    /** Within the time for which a list is fresh, though nobody lists models. */
    @Test
    void modelThatTheUpstreamAddsIsAnswered() throws Exception {
        world.simulator.models().put(ModelProfile.of("gpt-100", null));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> world.chat(ask("gpt-100")).statusCode() == 200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/chat/completions,application/json,405",
        "POST,/v1/chat/completions,text/plain,415",
        "POST,/v1/chat/completions,'',415",
        "POST,/health,application/json,405",
        "GET,/elsewhere,application/json,404",
        "GET,//v1/models,application/json,400",
        "GET,/v1/../health,application/json,400",
        "GET,/v1/%2e%2e/health,application/json,400",
        "GET,/v1/files%2f1,application/json,400",
    })
    void requestThatFitsNothingIsRefused(String method, String path, String type, int status) throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                    + KEY + "\r\nContent-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 " + status).contains("\"error\":{");
        }
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void clientThatIsStillSendingCanReadItsLastAnswer() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            client.readUntil("\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                client.send("more"); // would fail after a reset
                world.get("/health"); // lets the edge do what it has to do meanwhile
            }
            client.readToEnd();
        }
    }

    @Test
    void trailingSlashIsIgnored() throws Exception {
        assertThat(world.get("/v1/models/").statusCode()).isEqualTo(200);
    }

    @Test
    void bodyOverTheLimitIsRefusedWhetherDeclaredOrChunked() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "Content-Length: 9000000\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413").contains("9000000", "1048576");
        }
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 17; i++) {
                client.send(chunk);
            }
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 413").contains("1048576");
        }
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void largeBodyWithinTheLimitGoesThroughIntact() throws Exception {
        String text = "é".repeat(300_000);
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],\"model\":\"gpt-4.1\"}";
        assertThat(world.chat(body).statusCode()).isEqualTo(200);
        assertThat(world.calls().getFirst().bodyBytes()).isEqualTo(600_000 + body.length() - 300_000);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            String third = "Connection: close\r\n";
            client.send(chat("one", "") + chat("two", "") + chat("three", third));
            String answers = client.readToEnd();
            assertThat(answers.indexOf("x-request-id: one"))
                    .isPositive()
                    .isLessThan(answers.indexOf("x-request-id: two"));
            assertThat(answers.indexOf("x-request-id: two")).isLessThan(answers.indexOf("x-request-id: three"));
        }
    }

    @Test
    void expectationIsMetBeforeTheBody() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: "
                    + ask("gpt-4.1").length() + "\r\n\r\n");
            client.readUntil("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send(ask("gpt-4.1")).readToEnd()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void bodyThatDripsIsRefusedThoughItNeverPauses() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "Content-Length: 1000\r\n\r\n");
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> client.send("x").hasAnswer());
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/chat/comp", HEAD + "Content-Length: 100\r\n\r\n{\"mod"})
    void requestThatDoesNotComeInTimeIsRefused(String beginning) throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            assertThat(client.send(beginning).readToEnd()).startsWith("HTTP/1.1 408");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            })
    void whatIsNotHttpIsRefusedAndTheConnectionClosed(String request) throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            assertThat(client.send(request).readToEnd()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void headOverTheLimitIsRefused() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("GET /v1/models HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n");
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void http10ClientGetsAnAnswerThatEndsWithTheConnection() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            String body = EdgeWorld.askStream("gpt-4.1");
            client.send("POST /v1/chat/completions HTTP/1.0\r\nAuthorization: Bearer " + KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            assertThat(client.readToEnd()).doesNotContain("transfer-encoding").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void connectionOfARefusedRequestStaysUsable() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(client.readUntil("}}")).startsWith("HTTP/1.1 401");
            assertThat(client.send(chat("again", "Connection: close\r\n")).readToEnd())
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void clientThatLeavesBeforeTheAnswerEndsTheUpstreamCall() throws Exception {
        world.simulator.faults().add(new BreakOff.Stall(Position.NOTHING));
        RawClient client = new RawClient(world.port(US));
        client.send(chat("gone", ""));
        await().atMost(Duration.ofSeconds(5)).until(() -> world.calls().size() == 1);
        client.close();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> world.calls().getFirst().outcome() == dev.meridian.simulator.log.Outcome.CLIENT_CLOSED);
    }

    @Test
    void noKeyTokenOrPromptIsInLogsMetricsOrErrors() throws Exception {
        String prompt = "canary-prompt-5d1e";
        String body = "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]";
        String errors = world.chat(body).body()
                + world.chat(body + "}", "Authorization", "Bearer canary-wrong").body();
        world.chat(body + "}");
        assertThat(errors + world.metrics() + leaks.log())
                .doesNotContain(prompt, KEY, EdgeWorld.PEER_TOKEN, "canary-wrong");
    }

    @Test
    void optionsTellsTheMethodsOfAPathWithoutAKey() throws Exception {
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 204 ").contains("allow: POST, OPTIONS");
        }
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void wrongMethodIsToldTheRightOnes() throws Exception {
        HttpResponse<String> answer = world.get("/v1/embeddings");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(EdgeWorld.header(answer, "allow")).isEqualTo("POST, OPTIONS");
    }

    private static String chat(String id, String more) {
        return HEAD + more + "X-Request-Id: " + id + "\r\nContent-Length: "
                + ask("gpt-4.1").length() + "\r\n\r\n" + ask("gpt-4.1");
    }
}
