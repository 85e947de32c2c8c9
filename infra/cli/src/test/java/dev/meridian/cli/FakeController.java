package dev.meridian.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server on a real socket that gives prepared answers and keeps what it was asked. */
final class FakeController implements AutoCloseable {
    /** The golden files of the wire contract; tests run in the module's folder. */
    private static final Path WIRE = Path.of("../../docs/wire");

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger losing = new AtomicInteger();

    FakeController() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Prepares the answer to a request such as {@code GET /v1/table}; all others get a 404 problem. */
    FakeController on(String request, int status, String body) {
        return on(request, status, body, "");
    }

    /** Prepares the answer with an entity tag. */
    FakeController on(String request, int status, String body, String etag) {
        replies.put(request, new Reply(status, body, etag));
        return this;
    }

    /** From the next requests' answers so many are lost. */
    void lose(int answers) {
        losing.set(answers);
    }

    /** What it was asked, in order. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static String golden(String name) {
        try {
            return Files.readString(WIRE.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String problem(int status, String detail) {
        return "{\"type\": \"about:blank\", \"title\": \"Refused\", \"status\": " + status + ", \"detail\": \"" + detail
                + "\"}";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(
                    request,
                    body,
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("If-Match"),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            if (losing.getAndDecrement() > 0) {
                return;
            }
            Reply reply = replies.getOrDefault(request, new Reply(404, problem(404, "nothing at " + request), ""));
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            String type = reply.status() < 400 ? "application/json" : "application/problem+json";
            exchange.getResponseHeaders().set("Content-Type", type);
            if (!reply.etag().isEmpty()) {
                exchange.getResponseHeaders().set("ETag", reply.etag());
            }
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /**
     * A request.
     *
     * @param line method and path
     * @param body empty if there was none
     * @param authorization the header, or null
     * @param ifMatch the header, or null
     * @param key the header Idempotency-Key, or null
     */
    record Asked(
            String line,
            String body,
            @Nullable String authorization,
            @Nullable String ifMatch,
            @Nullable String key) {}

    private record Reply(int status, String body, String etag) {}
}
