package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.EU;
import static dev.meridian.edge.EdgeWorld.KEY;
import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One line for each request, with what came of it. */
@SuppressWarnings("NullAway.Init")
class AccessLogTest {
    private static final String ALL = "--meridian.edge.access-log=all";
    private static final String HEAD = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY
            + "\r\nContent-Type: application/json\r\n";

    @TempDir
    private Path folder;

    private LeakGuard leaks;
    private AccessLines log;
    private EdgeWorld world;

    @BeforeEach
    void watch() {
        leaks = new LeakGuard();
        log = new AccessLines(folder);
    }

    @AfterEach
    void nothingIsLeft() {
        world.close();
        leaks.close();
    }

    @Test
    void answeredRequestHasALineWhereAllAreLogged() throws Exception {
        world = EdgeWorld.alone(folder, ALL, log.setting());
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "X-Request-Id", "mine-1");
        JsonNode line = log.of("mine-1");
        assertThat(text(line, "client")).isEqualTo("holysheep");
        assertThat(text(line, "method")).isEqualTo("POST");
        assertThat(text(line, "path")).isEqualTo("/v1/chat/completions");
        assertThat(text(line, "model")).isEqualTo("gpt-4.1");
        assertThat(text(line, "region")).isEqualTo(US);
        assertThat(text(line, "servedModel")).isEqualTo("gpt-4.1");
        assertThat(line.path("hop").asBoolean()).isFalse();
        assertThat(line.path("attempts").asInt()).isEqualTo(1);
        assertThat(line.path("trail").isEmpty()).isTrue();
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(text(line, "outcome")).isEqualTo("ok");
        assertThat(line.path("requestBytes").asInt()).isEqualTo(ask("gpt-4.1").length());
        assertThat(line.path("responseBytes").asInt()).isEqualTo(answer.body().length());
        assertThat(line.path("promptTokens").asInt()).isPositive();
        assertThat(answer.body()).contains("\"completion_tokens\":" + line.path("completionTokens"));
        HttpResponse<String> stream = world.chat(askStream("gpt-4.1"), "X-Request-Id", "mine-2");
        JsonNode streamed = log.of("mine-2");
        assertThat(streamed.path("responseBytes").asInt())
                .isEqualTo(stream.body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(streamed.path("firstContentMs").asLong())
                .isBetween(0L, streamed.path("ms").asLong());
        assertThat(log.all()).hasSize(2);
    }

    @Test
    void onlyWhatWentWrongHasALineByDefault() throws Exception {
        world = EdgeWorld.alone(folder, log.setting());
        world.chat(ask("gpt-4.1"), "X-Request-Id", "fine");
        world.simulator.faults().add(FaultRule.of(Status.of(500)).model("gpt-4.1"));
        world.chat(ask("gpt-4.1"), "X-Request-Id", "fine-in-the-end");
        world.simulator.faults().clear();
        world.simulator.faults().add(FaultRule.of(Status.of(422)).model("gpt-4.1"));
        world.chat(ask("gpt-4.1"), "X-Request-Id", "clients-own");
        JsonNode line = log.of("clients-own");
        assertThat(text(line, "outcome")).isEqualTo("client_error");
        assertThat(line.path("status").asInt()).isEqualTo(422);
        assertThat(text(line, "region")).isEqualTo(US);
        assertThat(log.all()).hasSize(1);
    }

    @Test
    void failedRequestTellsWhatWasTried() throws Exception {
        world = EdgeWorld.alone(folder, log.setting());
        world.simulator.faults().add(Status.of(500));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "X-Request-Id", "failed-1", "x-meridian-explain", "1");
        JsonNode line = log.of("failed-1");
        assertThat(text(line, "outcome")).isEqualTo("failed");
        assertThat(line.path("status").asInt()).isEqualTo(502);
        assertThat(line.path("region").isNull()).isTrue();
        assertThat(line.path("servedModel").isNull()).isTrue();
        assertThat(header(answer, "x-meridian-attempts"))
                .isEqualTo(line.path("attempts").asString());
        List<String> trail =
                line.path("trail").values().stream().map(JsonNode::asString).toList();
        assertThat(String.join("; ", trail)).isEqualTo(header(answer, "x-meridian-trail"));
        assertThat(line.path("responseBytes").asInt()).isEqualTo(answer.body().length());
    }

    @Test
    void streamThatBreaksOffAndClientThatLeavesAreToldApart() throws Exception {
        world = EdgeWorld.alone(folder, log.setting());
        world.simulator
                .faults()
                .add(FaultRule.of(new BreakOff.Reset(Position.tokens(4))).model("gpt-4.1"));
        HttpResponse<String> cut = world.chat(askStream("gpt-4.1"), "X-Request-Id", "broken-1");
        JsonNode broken = log.of("broken-1");
        assertThat(text(broken, "outcome")).isEqualTo("broken");
        assertThat(broken.path("status").asInt()).isEqualTo(200);
        assertThat(text(broken, "region")).isEqualTo(US);
        assertThat(broken.path("responseBytes").asInt()).isEqualTo(cut.body().getBytes(StandardCharsets.UTF_8).length);
        world.simulator.faults().clear();
        world.simulator.faults().add(new BreakOff.Stall(Position.tokens(4)));
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "X-Request-Id: left-1\r\nContent-Length: "
                            + askStream("gpt-4.1").length() + "\r\n\r\n" + askStream("gpt-4.1"))
                    .readUntil("data: ");
        }
        JsonNode left = log.of("left-1");
        assertThat(text(left, "outcome")).isEqualTo("cancelled");
        assertThat(left.path("status").asInt()).isEqualTo(200);
        assertThat(log.all()).hasSize(2);
    }

    @Test
    void refusedRequestHasOneLineWithTheErrorThatItsClientWasTold() throws Exception {
        Path config = Files.writeString(
                folder.resolve("config.yaml"), "rate_limiting: {requests_per_minute: 1, burst_size: 4}\n");
        world = EdgeWorld.alone(folder, ALL, log.setting(), "--meridian.edge.config-file=" + config);
        awaitModels();
        world.chat(ask("gpt-4.1"), "Authorization", "Bearer wrong", "X-Request-Id", "r-1");
        world.chat("{\"model\":", "X-Request-Id", "r-2");
        world.chat(ask("gpt-99"), "X-Request-Id", "r-3");
        world.chat(ask("gpt-4.1"), "X-Request-Id", "r-4", "Content-Type", "text/plain");
        world.chat(" ".repeat(2_000_000), "X-Request-Id", "r-5");
        world.chat(ask("gpt-4.1"), "X-Request-Id", "r-6");
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("GET /elsewhere?x=1 HTTP/1.1\r\nHost: x\r\nX-Request-Id: r-7\r\nConnection: close\r\n\r\n")
                    .readToEnd();
        }
        refused("r-1", 401, "invalid_api_key", null);
        refused("r-2", 400, "invalid_request_error", "holysheep");
        refused("r-3", 404, "model_not_found", "holysheep");
        refused("r-4", 415, "invalid_request_error", "holysheep");
        assertThat(refused("r-5", 413, "invalid_request_error", "holysheep")
                        .path("requestBytes")
                        .asInt())
                .isEqualTo(2_000_000);
        refused("r-6", 429, "rate_limit_exceeded", "holysheep");
        assertThat(text(refused("r-7", 404, "invalid_request_error", null), "path"))
                .isEqualTo("/elsewhere");
        assertThat(log.all()).hasSize(7);
    }

    @Test
    void whatIsNoRequestHasALineToo() throws Exception {
        world = EdgeWorld.alone(folder, log.setting());
        for (String bytes :
                List.of("nonsense\r\n\r\n", "GET /v1/models HTTP/1.1\r\nHo", "GET //v1 HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try (RawClient client = new RawClient(world.port(US))) {
                client.send(bytes).readUntil("}}");
            }
        }
        List<JsonNode> lines = log.await(3);
        assertThat(lines).extracting(line -> line.path("status").asInt()).containsExactly(400, 408, 400);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.path("path").isNull()).isTrue());
    }

    @Test
    void requestIdAndPathWithQuotesCannotBreakALine() throws Exception {
        world = EdgeWorld.alone(folder, ALL, log.setting());
        String wild = "a\",\"outcome\":\"ok\\\\\"}";
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("GET /v1/fi\"le'}\\u000a?query HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + wild
                            + "\r\nConnection: close\r\nAuthorization: Bearer wrong\r\n\r\n")
                    .readToEnd();
        }
        List<JsonNode> lines = log.await(1);
        assertThat(lines).hasSize(1);
        assertThat(text(lines.getFirst(), "id")).isEqualTo(wild);
        assertThat(text(lines.getFirst(), "outcome")).isEqualTo("refused");
    }

    @Test
    void uploadIsToldWithTheBytesThatCame() throws Exception {
        world = EdgeWorld.alone(folder, ALL, log.setting());
        upload("up-1", 300_000);
        assertThat(log.of("up-1").path("requestBytes").asInt()).isEqualTo(300_000);
        try (RawClient client = new RawClient(world.port(US))) {
            client.send("POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + KEY
                            + "\r\nX-Request-Id: up-2\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                    .readUntil("}}");
        }
        assertThat(text(log.of("up-2"), "outcome")).isEqualTo("cancelled");
        assertThat(log.all()).as("one each").hasSize(2);
    }

    @Test
    void bothEdgesOfAHopTellOfItByOneId() throws Exception {
        world = EdgeWorld.pair(folder, 0, ALL, log.setting());
        world.chat(ask("gpt-4.1"), "X-Request-Id", "hop-1");
        List<JsonNode> lines = log.await(2);
        assertThat(lines).allSatisfy(line -> {
            assertThat(text(line, "id")).isEqualTo("hop-1");
            assertThat(text(line, "region")).isEqualTo(EU);
            assertThat(text(line, "servedModel")).isEqualTo("gpt-4.1");
        });
        assertThat(lines).extracting(line -> line.path("hop").asBoolean()).containsExactlyInAnyOrder(true, false);
        assertThat(lines)
                .extracting(line -> line.path("client").asString("none"))
                .containsExactlyInAnyOrder("holysheep", "none");
    }

    @Test
    void everyLineIsWrittenBeforeTheEdgeHasStopped() throws Exception {
        world = EdgeWorld.alone(folder, ALL, log.setting());
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(world.http.sendAsync(
                    world.request("/v1/files").GET().build(), HttpResponse.BodyHandlers.ofString()));
        }
        answers.forEach(CompletableFuture::join);
        world.kill(US);
        assertThat(log.all()).hasSize(300);
    }

    @Test
    void logThatIsOffIsNothing() throws Exception {
        world = EdgeWorld.alone(folder, "--meridian.edge.access-log=off", log.setting());
        world.chat(ask("gpt-4.1"), "Authorization", "Bearer wrong");
        assertThat(folder.resolve("access.log")).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("access-log");
    }

    @Test
    void withoutAFileLinesGoToStandardOutput() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            world = EdgeWorld.alone(folder);
            world.chat(ask("gpt-4.1"), "Authorization", "Bearer wrong", "X-Request-Id", "out-1");
            world.kill(US);
            assertThat(System.out.checkError()).as("still open").isFalse();
        } finally {
            System.setOut(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("\"id\":\"out-1\""))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("{\"time\":\"").endsWith("}"));
    }

    /** Which models there are is known once they have been asked for; who shows the peer token is not limited. */
    private void awaitModels() {
        HttpRequest models = world.request(
                        "/v1/models", "Authorization", "none", "x-meridian-peer", EdgeWorld.PEER_TOKEN)
                .GET()
                .build();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> world.http
                        .send(models, HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains("claude-sonnet-4.5"));
    }

    private JsonNode refused(String id, int status, String error, @Nullable String client) {
        JsonNode line = log.of(id);
        assertThat(text(line, "outcome")).isEqualTo("refused");
        assertThat(line.path("status").asInt()).isEqualTo(status);
        assertThat(text(line, "error")).isEqualTo(error);
        assertThat(line.path("client").asString("none")).isEqualTo(client == null ? "none" : client);
        assertThat(line.path("attempts").asInt()).isZero();
        return line;
    }

    private void upload(String id, int bytes) throws Exception {
        world.http.send(
                world.request("/v1/files", "X-Request-Id", id)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String text(JsonNode line, String field) {
        return line.path(field).asString();
    }
}
