package dev.meridian.edge.server;

import dev.meridian.edge.table.CurrentTable;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The edge's own pages: {@code /health}, {@code /ready}, {@code /metrics}. Thread-safe. */
final class Management {
    /**
     * A page.
     *
     * @param body who gets the page releases it
     */
    record Page(int status, String contentType, ByteBuf body) {}

    private static final Set<String> PATHS = Set.of("/health", "/ready", "/metrics");

    private final CurrentTable table;
    private final SharedPage metrics;
    private volatile boolean listening;
    private volatile boolean closing;

    Management(CurrentTable table, PrometheusMeterRegistry registry) {
        this.table = table;
        this.metrics = new SharedPage(registry::scrape, System::nanoTime);
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
            case "/health" -> json(200, "{\"status\":\"UP\"}");
            case "/ready" -> ready();
            default -> new Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.page());
        };
    }

    private Page ready() {
        if (!listening) {
            return json(503, "{\"status\":\"DOWN\",\"reason\":\"not taking requests\"}");
        }
        if (table.view() == null) {
            return json(503, "{\"status\":\"DOWN\",\"reason\":\"no routing table yet\"}");
        }
        return json(200, "{\"status\":\"UP\",\"table\":\"" + table.version() + "\"}");
    }

    private static Page json(int status, String text) {
        return new Page(status, "application/json", Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }
}
