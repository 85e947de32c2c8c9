package dev.meridian.cli.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerTest {
    private final CountDownLatch downloadIsAsked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final HttpServer server;

    @TempDir
    Path dir;

    ControllerTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        answers.countDown();
        server.stop(0);
    }

    @Test
    void downloadIsWaitedForLongerThanOtherAnswers() throws Exception {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Path file = dir.resolve("backup.db");
        try (Controller controller = new Controller(base, null, null, Duration.ofSeconds(1))) {
            CompletableFuture<Answer> download =
                    CompletableFuture.supplyAsync(() -> controller.download("/v1/backup", file));
            assertThat(downloadIsAsked.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(controller.get("/v1/table"))
                    .isEqualTo(new Answer.Unreachable("no controller at " + base + ": no answer within 1 s"));
            answers.countDown();
            assertThat(download.get(20, TimeUnit.SECONDS)).isInstanceOf(Answer.Accepted.class);
            assertThat(file).hasContent("whole");
        }
    }

    /** Nothing, until the test lets it. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/v1/backup")) {
                downloadIsAsked.countDown();
            }
            answers.await();
            byte[] body = "whole".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
