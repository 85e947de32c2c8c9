package dev.meridian.agent.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meridian.routing.region.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server whose answers a test chooses, and changes while it runs. */
public final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private volatile Handler handler;

    /** What it received. */
    public record Request(String method, String target, Map<String, List<String>> headers, String body) {
        /** The first value of a header, or nothing. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    /** What it answers. */
    public record Reply(int status, Map<String, String> headers, String body) {
        /** Only a status. */
        public static Reply of(int status) {
            return new Reply(status, Map.of(), "");
        }
    }

    /** Chooses the answer; may wait. */
    @FunctionalInterface
    public interface Handler {
        /** The answer to a request. */
        Reply answer(Request request) throws InterruptedException;
    }

    private FakeServer(HttpServer server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /** Listens on a free port. */
    public static FakeServer start(Handler handler) {
        return startOn(0, handler);
    }

    /** Listens on a port, such as that of a fake that was closed. */
    public static FakeServer startOn(int port, Handler handler) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            FakeServer fake = new FakeServer(HttpServer.create(address, 0), handler);
            fake.server.createContext("/", fake::handle);
            fake.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            fake.server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers otherwise from now on. */
    public void answers(Handler next) {
        handler = next;
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return Endpoint.parse("http://127.0.0.1:" + port());
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** All requests so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What was sent to a target as JSON, in order. */
    public List<JsonNode> json(String target) {
        return requests.stream()
                .filter(request -> request.target().equals(target))
                .map(request -> JsonMapper.shared().readTree(request.body()))
                .toList();
    }

    /** How many connections brought a request so far. */
    public int connections() {
        return clientPorts.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    body);
            requests.add(request);
            reply(exchange, handler.answer(request));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean empty = body.length == 0;
        exchange.sendResponseHeaders(reply.status(), empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }
}
