package dev.meridian.agent.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Serves {@code /health}, {@code /ready} and {@code /metrics}, each a plain GET. */
public final class StatusServer implements AutoCloseable {
    /** Open connections: an orchestrator's and a few scrapers' are meant, not a crowd's. */
    private static final int MAX_CONNECTIONS = 64;

    /** Seconds for a request to come in, or an answer to go out, before its connection is closed. */
    private static final int MAX_EXCHANGE_SECONDS = 10;

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final BooleanSupplier ready;
    private final PrometheusMeterRegistry meters;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Page(int status, String type, String text) {}

    private StatusServer(HttpServer server, BooleanSupplier ready, PrometheusMeterRegistry meters) {
        this.server = server;
        this.ready = ready;
        this.meters = meters;
    }

    /**
     * Starts to serve.
     *
     * @param address port 0 for any free one
     * @param ready whether the agent does its work
     * @throws IllegalStateException if the address cannot be listened on
     */
    public static StatusServer start(InetSocketAddress address, BooleanSupplier ready, PrometheusMeterRegistry meters) {
        limit("sun.net.httpserver.maxConnections", MAX_CONNECTIONS);
        limit("sun.net.httpserver.maxReqTime", MAX_EXCHANGE_SECONDS);
        limit("sun.net.httpserver.maxRspTime", MAX_EXCHANGE_SECONDS);
        try {
            StatusServer status = new StatusServer(HttpServer.create(address, 0), ready, meters);
            status.server.createContext("/", status::answer);
            status.server.setExecutor(status.threads);
            status.server.start();
            return status;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "server.address " + address.getHostString() + " and server.port " + address.getPort()
                            + " cannot be listened on: " + e.getMessage(),
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            Page page = head || exchange.getRequestMethod().equals("GET")
                    ? page(exchange.getRequestURI().getPath())
                    : new Page(405, TEXT, "only GET and HEAD are served here\n");
            byte[] body = page.text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", page.type);
            if (page.status == 405) {
                exchange.getResponseHeaders().set("allow", "GET, HEAD");
            }
            exchange.sendResponseHeaders(page.status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Page page(String path) {
        return switch (path) {
            case "/health" -> new Page(200, TEXT, "alive\n");
            case "/ready" ->
                ready.getAsBoolean()
                        ? new Page(200, TEXT, "ready\n")
                        : new Page(503, TEXT, "no probes are being run\n");
            case "/metrics" -> new Page(200, PROMETHEUS, meters.scrape());
            default -> new Page(404, TEXT, "only /health, /ready and /metrics are served here\n");
        };
    }

    /** The JDK's server takes its limits from system properties, before its first instance; what is set stays. */
    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
