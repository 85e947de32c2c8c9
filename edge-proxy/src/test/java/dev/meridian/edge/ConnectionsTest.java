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
import dev.meridian.simulator.fault.Delay;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Pace;
import dev.meridian.simulator.log.Outcome;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that end, stall, or are not what they seem. */
@SuppressWarnings("NullAway.Init")
class ConnectionsTest {
    private static final String HEAD = "POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nAuthorization: Bearer "
            + KEY + "\r\nContent-Type: application/json\r\n";

    private final LeakGuard leaks = new LeakGuard();

    @TempDir
    private Path folder;

    private EdgeWorld world;

    @AfterEach
    void stop() {
        world.close();
        leaks.close();
    }

    @Test
    void staleConnectionIsReplacedUnseenEvenWithoutRetries() throws Exception {
        try (ByteUpstream upstream = new ByteUpstream()) {
            world = EdgeWorld.alone(folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(), "--MAX_RETRIES=0");
            for (int i = 0; i < 6; i++) {
                HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(header(answer, "x-meridian-attempts")).isEqualTo("1");
            }
            assertThat(upstream.closed()).isPositive();
            assertThat(upstream.answered()).isEqualTo(6);
            world.awaitQuiet();
        }
    }

    /** It had the request, and may have answered, and billed it. */
    @Test
    void usedConnectionThatIsClosedLateIsNotTakenForStale() throws Exception {
        RawUpstream.Conversation late = (client, head, in) -> {
            RawUpstream.readBody(head, in);
            RawUpstream.write(
                    client, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            RawUpstream.readBody(RawUpstream.readHead(in), in);
            RawUpstream.readFor(client, in, 1_500);
        };
        try (RawUpstream upstream = new RawUpstream(late)) {
            world = EdgeWorld.alone(folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl());
            assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(200);
            HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "x-meridian-explain", "1");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(header(answer, "x-meridian-trail")).contains("region \"reset before the answer\"");
            assertThat(upstream.connections()).isEqualTo(1);
            world.awaitQuiet();
        }
    }

    /** The reset comes in the same moment as the last bytes, while the edge reads these. */
    @Test
    void clientThatResetsRightAfterItsBytesIsNoticed() throws Exception {
        world = EdgeWorld.alone(folder, "--meridian.edge.limits.body-idle=60s");
        byte[] half = (HEAD + "Content-Length: 100\r\n\r\n{").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 500; i++) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), world.port(US))) {
                client.setSoLinger(true, 0);
                client.getOutputStream().write(half);
            }
        }
        world.awaitConnections(1);
    }

    /** What the upstream does not read of one request's body must not keep the next request waiting. */
    @Test
    void connectionOnWhichABodyIsStillWaitingIsNotUsedAgain() throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        RawUpstream.Conversation refuses = (client, head, in) -> {
            RawUpstream.write(
                    client, "HTTP/1.1 413 Too Large\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            over.join();
        };
        try (RawUpstream upstream = new RawUpstream(refuses)) {
            world = EdgeWorld.alone(
                    folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(), "--meridian.edge.limits.body=20MB");
            String large = ask("gpt-4.1").replace("hello", "x".repeat(9_000_000));
            assertThat(world.chat(large).statusCode()).isEqualTo(413);
            assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(413);
            assertThat(upstream.connections()).isEqualTo(2);
            world.awaitQuiet();
            over.complete(null);
        }
    }

    @Test
    void waitingStreamsClientIsKeptAwakeOverAHopToo() throws Exception {
        world = EdgeWorld.pair(
                folder,
                0,
                "--meridian.edge.limits.keep-alive-ping=100ms",
                "--meridian.edge.limits.stream-idle=10s",
                "--meridian.edge.limits.first-content=10s");
        world.simulator.faults().add(new Delay(Duration.ofSeconds(1), null));
        HttpResponse<String> answer = world.chat(askStream("gpt-4.1"));
        assertThat(header(answer, "x-meridian-attempts")).isEqualTo("1");
        assertThat(answer.body()).startsWith(": ping\n\n").endsWith("data: [DONE]\n\n");
        assertThat(world.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.region()).isEqualTo(EU));
    }

    @Test
    void withoutAPeerTokenNoHopIsMade() throws Exception {
        world = EdgeWorld.pair(folder, 0, "--meridian.edge.peer-token-file=");
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "x-meridian-region")).isEqualTo(US);
    }

    @Test
    void streamComesAsItIsMade() throws Exception {
        world = EdgeWorld.alone(folder);
        world.simulator.faults().add(FaultRule.of(new Pace(null, 5)).path("/v1/responses"));
        HttpRequest request = world.request("/v1/responses")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"gpt-4.1\",\"stream\":true,\"input\":\"hello\"}"))
                .build();
        HttpResponse<InputStream> answer = world.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(new String(body.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("event:");
            assertThat(world.calls().getFirst().outcome()).isEqualTo(Outcome.OPEN);
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> world.calls().getFirst().outcome() == Outcome.CLIENT_CLOSED);
        world.awaitQuiet();
    }

    @Test
    void slowReaderHoldsTheUpstreamBackAndStillGetsEverything() throws Exception {
        try (LargeUpstream upstream = new LargeUpstream()) {
            world = EdgeWorld.alone(folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl());
            try (RawClient client = new RawClient(world.port(US))) {
                client.send(HEAD + "Connection: close\r\nContent-Length: "
                                + ask("gpt-4.1").length() + "\r\n\r\n")
                        .send(ask("gpt-4.1"))
                        .readUntil("\r\n\r\n");
                await().atMost(Duration.ofSeconds(10)).until(() -> upstream.isHeldBackFor(Duration.ofMillis(1_500)));
                assertThat(client.readToEnd()).hasSize(LargeUpstream.BYTES);
            }
            world.awaitQuiet();
        }
    }

    @Test
    void clientThatTakesNothingOfItsAnswerIsGivenUp() throws Exception {
        try (LargeUpstream upstream = new LargeUpstream()) {
            world = EdgeWorld.alone(
                    folder, "--HOLYSHEEP_BASE_URL=" + upstream.baseUrl(), "--meridian.edge.limits.keep-alive=300ms");
            try (RawClient client = new RawClient(world.port(US))) {
                client.send(HEAD + "Content-Length: " + ask("gpt-4.1").length() + "\r\n\r\n" + ask("gpt-4.1"));
                await().atMost(Duration.ofSeconds(10)).until(upstream::isAbandoned);
            }
            world.awaitQuiet();
        }
    }

    @Test
    void edgeThatNeverSleepsServesAndStops() throws Exception {
        world = EdgeWorld.alone(folder, "--meridian.edge.busy-poll=10ms");
        assertThat(world.chat(askStream("gpt-4.1")).body()).endsWith("data: [DONE]\n\n");
        assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(200);
        world.awaitQuiet();
    }

    @Test
    void peerThatHasTriedEverythingIsBelieved() throws Exception {
        world = EdgeWorld.pair(folder, 0, "--meridian.edge.limits.keep-alive-ping=100ms");
        world.simulator.faults().add(new BreakOff.Stall(Position.NOTHING));
        HttpResponse<String> answer = world.chat(askStream("gpt-4.1"));
        assertThat(answer.body()).contains("all_models_failed").doesNotContain("[DONE]");
        assertThat(world.calls()).hasSize(3).allMatch(call -> call.region().equals(EU));
    }

    @Test
    void clientThatIsStillSendingReadsWhyItWasRefused() throws Exception {
        world = EdgeWorld.alone(folder);
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD + "Content-Length: 20000000\r\n\r\n");
            client.send("x".repeat(20_000_000));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusedExpectationEndsTheConnection() throws Exception {
        world = EdgeWorld.alone(folder);
        try (RawClient client = new RawClient(world.port(US))) {
            client.send(HEAD.replace(KEY, "wrong") + "Expect: 100-continue\r\nContent-Length: 10\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void headSaysTheLengthOfGet() throws Exception {
        world = EdgeWorld.alone(folder);
        try (RawClient client = new RawClient(world.port(US))) {
            String get = "GET /health HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n\r\n";
            client.send("HEAD /health HTTP/1.1\r\nHost: edge\r\n\r\n").send(get);
            String answers = client.readToEnd();
            assertThat(answers.split("content-length: 15", -1)).hasSize(3);
            assertThat(answers.split("UP", -1)).as("one body").hasSize(2);
        }
    }

    @Test
    void clientThatLeavesWhileItsLargeBodyIsReadLeavesNothingBehind() throws Exception {
        world = EdgeWorld.alone(folder);
        String body = ask("gpt-4.1").replace("hello", "x".repeat(900_000));
        for (int i = 0; i < 10; i++) {
            RawClient client = new RawClient(world.port(US));
            client.send(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            client.close();
        }
        world.awaitQuiet();
    }

    @Test
    void shutdownTurnsReadyOffAndLetsStreamsFinish() throws Exception {
        world = EdgeWorld.alone(folder, "--meridian.edge.limits.shutdown-notice=1s");
        world.simulator.faults().add(new Pace(null, 25));
        HttpRequest request = world.request("/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofString(askStream("gpt-4.1")))
                .build();
        int port = world.port(US);
        try (RawClient probe = new RawClient(port)) {
            HttpResponse<InputStream> answer = world.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            probe.send("GET /ready HTTP/1.1\r\nHost: edge\r\n\r\n").readUntil("\"UP\"");
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> world.kill(US));
            await().atMost(Duration.ofSeconds(5)).until(() -> leaks.log().contains("is not ready any more"));
            try (RawClient late = new RawClient(port)) {
                assertThat(late.send("GET /ready HTTP/1.1\r\nHost: edge\r\n\r\n")
                                .readToEnd())
                        .as("who has not noticed yet is answered")
                        .contains("HTTP/1.1 503", "connection: close");
            }
            assertThat(probe.send("GET /ready HTTP/1.1\r\nHost: edge\r\n\r\n").readToEnd())
                    .contains("HTTP/1.1 503");
            try (InputStream body = answer.body()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .endsWith("data: [DONE]\n\n");
            }
            stopping.get(10, TimeUnit.SECONDS);
        }
    }
}
