package dev.meridian.e2e.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers one edge's polls for a table with whatever a test wants. After each such answer comes one poll that brings nothing,
 * so that the edge does not wait longer and longer between them. Thread-safe.
 */
public final class FakeController implements AutoCloseable {
    /** Without anything new it answers 304 after so long, as the real one does after the wait that was asked for. */
    private static final int POLL_MILLIS = 200;

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private volatile boolean pausing;

    private FakeController(HttpServer server) {
        this.server = server;
    }

    /** Starts on any free port. */
    public static FakeController start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeController fake = new FakeController(server);
            server.createContext("/v1/table", fake::table);
            server.createContext("/", fake::nothing);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the edge finds it. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the next poll is answered. */
    public void next(int status, String body) {
        answers.add(new Answer(status, body));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void table(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = nextOrNull();
            if (answer == null) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void nothing(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private @Nullable Answer nextOrNull() throws IOException {
        try {
            if (pausing) {
                pausing = false;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
                return null;
            }
            Answer answer = answers.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            pausing = answer != null;
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the fake controller stops", e);
        }
    }

    private record Answer(int status, String body) {}
}
