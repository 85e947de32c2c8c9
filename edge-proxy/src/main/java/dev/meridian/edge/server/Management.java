package dev.meridian.edge.server;

import dev.meridian.edge.table.CurrentTable;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;

/** The edge's own pages: {@code /health}, {@code /ready}, {@code /metrics}. Thread-safe. */
final class Management {
    /** A page. */
    record Page(int status, String contentType, String body) {}

    private static final String JSON = "application/json";
    private static final Set<String> PATHS = Set.of("/health", "/ready", "/metrics");

    private final CurrentTable table;
    private final PrometheusMeterRegistry registry;
    private volatile boolean listening;
    private volatile boolean closing;

    Management(CurrentTable table, PrometheusMeterRegistry registry) {
        this.table = table;
        this.registry = registry;
    }

    static boolean serves(String path) {
        return PATHS.contains(path);
    }

    /** From now on the edge is ready if it has a table; or, with false, not ready whatever it has. */
    void listening(boolean listening) {
        this.listening = listening;
    }

    /** Whether requests are taken. */
    boolean isListening() {
        return listening;
    }

    /** From now on connections close once nothing is under way on them. */
    void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    /** A page of {@link #serves}; metrics take some milliseconds, so not on an event loop. */
    Page page(String path) {
        return switch (path) {
            case "/health" -> new Page(200, JSON, "{\"status\":\"UP\"}");
            case "/ready" -> ready();
            default -> new Page(200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
        };
    }

    private Page ready() {
        if (!listening) {
            return new Page(503, JSON, "{\"status\":\"DOWN\",\"reason\":\"not taking requests\"}");
        }
        if (table.view() == null) {
            return new Page(503, JSON, "{\"status\":\"DOWN\",\"reason\":\"no routing table yet\"}");
        }
        return new Page(200, JSON, "{\"status\":\"UP\",\"table\":\"" + table.version() + "\"}");
    }
}
