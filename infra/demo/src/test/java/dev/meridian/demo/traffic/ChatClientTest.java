package dev.meridian.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatClientTest {
    private static final String UNARY = "{\"choices\":[{\"message\":{\"content\":\"here\"}}]}";
    private static final String STREAM = "data: {\"choices\":[{\"delta\":{\"content\":\"here\"}}]}\n\ndata: [DONE]\n\n";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Kills kills = new Kills();
    private final HttpServer edge = server();

    @AfterEach
    void stop() {
        edge.stop(0);
        http.shutdownNow();
    }

    @Test
    void aWholeAnswerIsServedByTheRegionAndTableItNames() throws Exception {
        answer(200, UNARY, "eu-west-1");
        assertThat(send(ChatKind.UNARY).outcome()).isInstanceOfSatisfying(Outcome.Served.class, served -> {
            assertThat(served.by()).isEqualTo(Geography.EU);
            assertThat(served.table()).isEqualTo(new TableVersion(1, 7));
            assertThat(served.firstContentNanos()).isPositive();
        });
        assertThat(send(ChatKind.UNARY).origin()).isEqualTo(Geography.US);
    }

    @Test
    void aStreamThatEndsWithDoneIsServed() throws Exception {
        answer(200, STREAM, "us-west-2");
        assertThat(send(ChatKind.STREAM).outcome()).isInstanceOf(Outcome.Served.class);
    }

    @Test
    void aStreamWithoutDoneOrWithAnErrorEventFails() throws Exception {
        answer(200, STREAM.replace("[DONE]", "{\"error\":{\"message\":\"gone\"}}"), "us-west-2");
        assertThat(failure(ChatKind.STREAM)).contains("error event");
        answer(200, STREAM.replace("data: [DONE]", ": cut"), "us-west-2");
        assertThat(failure(ChatKind.STREAM)).contains("without [DONE]");
    }

    @Test
    void anErrorStatusFailsEvenIfItsRegionWasKilled() throws Exception {
        kills.sending(Geography.US, System.nanoTime());
        answer(502, "{\"error\":{\"message\":\"no region\"}}", "us-west-2");
        assertThat(failure(ChatKind.UNARY)).contains("status 502").contains("no region");
    }

    @Test
    void aRefusedConnectionMovesTheClientToTheNextEdge() throws Exception {
        answer(200, UNARY, "us-west-2");
        ChatClient client = client(List.of(new Entry(Geography.EU, refusing()), entry(Geography.US)));
        assertThat(client.send(ChatKind.UNARY).outcome()).isInstanceOf(Outcome.Served.class);
    }

    @Test
    void anAnswerCutByTheKillOfItsEdgeIsLost() throws Exception {
        try (ServerSocket breaking = breakingAfterAccept()) {
            ChatClient client = client(List.of(new Entry(Geography.EU, url(breaking.getLocalPort()))));
            kills.sending(Geography.EU, System.nanoTime());
            assertThat(client.send(ChatKind.UNARY).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Lost.class, lost -> assertThat(lost.edge()).isEqualTo(Geography.EU));
        }
    }

    @Test
    void anAnswerCutWithoutAKillIsAFailure() throws Exception {
        try (ServerSocket breaking = breakingAfterAccept()) {
            ChatClient client = client(List.of(new Entry(Geography.EU, url(breaking.getLocalPort()))));
            assertThat(client.send(ChatKind.UNARY).outcome()).isInstanceOf(Outcome.Failed.class);
        }
    }

    @Test
    void aConnectionOfADeadEdgeIsNoAcceptance() throws Exception {
        answer(200, UNARY, "us-west-2");
        kills.sending(Geography.EU, System.nanoTime());
        kills.gone(Geography.EU, System.nanoTime());
        try (ServerSocket breaking = breakingAfterAccept()) {
            ChatClient client =
                    client(List.of(new Entry(Geography.EU, url(breaking.getLocalPort())), entry(Geography.US)));
            assertThat(client.send(ChatKind.UNARY).outcome()).isInstanceOf(Outcome.Served.class);
        }
    }

    @Test
    void anAnswerThatNamesNoRegionFails() throws Exception {
        answer(200, UNARY, null);
        assertThat(failure(ChatKind.UNARY)).contains("x-meridian-region");
    }

    private Sample send(ChatKind kind) throws InterruptedException {
        return client(List.of(entry(Geography.US))).send(kind);
    }

    private String failure(ChatKind kind) throws InterruptedException {
        return send(kind).outcome() instanceof Outcome.Failed(String why) ? why : "it did not fail";
    }

    private ChatClient client(List<Entry> entries) {
        return new ChatClient(Geography.US, entries, http, "sk-test", kills);
    }

    private Entry entry(RegionId region) {
        return new Entry(region, url(edge.getAddress().getPort()));
    }

    private void answer(int status, String body, @Nullable String region) {
        edge.removeContext("/");
        edge.createContext("/", exchange -> answer(exchange, status, body, region));
    }

    private static void answer(HttpExchange exchange, int status, String body, @Nullable String region)
            throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (region != null) {
            exchange.getResponseHeaders().set("x-meridian-region", region);
            exchange.getResponseHeaders().set("x-meridian-table", "1.7");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, 500, "", null));
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSocket breakingAfterAccept() throws IOException {
        ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket accepted = listening.accept()) {
                accepted.getInputStream().read();
                accepted.setSoLinger(true, 0);
            } catch (IOException e) {
                // The test has ended.
            }
        });
        return listening;
    }

    private static URI refusing() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return url(closed.getLocalPort());
        }
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
