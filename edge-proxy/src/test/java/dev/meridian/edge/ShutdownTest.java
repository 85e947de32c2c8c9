package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meridian.edge.server.EdgeServer;
import dev.meridian.edge.settings.FileReloads;
import dev.meridian.edge.table.TableClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edge that is told to stop does all that it did, until its last request has ended. */
@SuppressWarnings("NullAway.Init")
class ShutdownTest {
    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> tables = new LinkedBlockingQueue<>();
    private HttpServer controller;
    private EdgeWorld world;
    private LeakGuard logs;

    @BeforeEach
    void start() throws IOException {
        logs = new LeakGuard();
        controller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        controller.setExecutor(threads);
        controller.createContext("/v1/table", this::answer);
        controller.start();
        world = EdgeWorld.alone(
                folder,
                "--meridian.edge.limits.shutdown-notice=3s",
                "--meridian.edge.table-wait=1s",
                "--meridian.edge.controller-url=http://127.0.0.1:"
                        + controller.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        world.close();
        controller.stop(0);
        threads.shutdownNow();
        logs.close();
    }

    @Test
    void tableThatComesDuringTheNoticeIsFollowed() throws Exception {
        HttpRequest request = world.request("/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofString(ask("gpt-4.1")))
                .build();
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> world.kill(US), threads);
        await().atMost(Duration.ofSeconds(5)).until(() -> logs.log().contains("is not ready any more"));
        tables.add("""
                {"schema": 1, "version": {"epoch": 1, "version": 8}, "decidedAt": "2026-11-24T10:00:00Z",
                 "origins": {"default": {"shares": {"us-west-2": 10000}, "shed": 0}},
                 "regions": {"us-west-2": {"endpoint": "http://us:8080", "kind": "EDGE", "health": "DRAINING"}}}""");
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> header(world.http.send(request, BodyHandlers.ofString()), "x-meridian-table"),
                        "1.8"::equals);
        stopping.get(20, TimeUnit.SECONDS);
    }

    @Test
    void serverIsTheFirstPartToStop() {
        assertThat(world.parts())
                .filteredOn(part -> !(part instanceof EdgeServer))
                .hasAtLeastOneElementOfType(TableClient.class)
                .hasAtLeastOneElementOfType(FileReloads.class)
                .allSatisfy(part -> assertThat(part.getPhase()).isLessThan(EdgeServer.DEFAULT_PHASE));
    }

    /** Holds the poll until there is a table, or for a second. */
    private void answer(HttpExchange exchange) throws IOException {
        String table = next();
        if (table == null) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] body = table.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private @Nullable String next() {
        try {
            return tables.poll(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
