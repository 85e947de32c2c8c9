package dev.meridian.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An upstream whose answer is larger than all buffers on the way. */
final class LargeUpstream implements AutoCloseable {
    static final int BYTES = 32 * 1024 * 1024;

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean abandoned;
    private volatile long progressAt;

    LargeUpstream() throws IOException {
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Whether a write has been waiting that long. */
    boolean isHeldBackFor(Duration time) {
        return progressAt != 0 && System.nanoTime() - progressAt > time.toNanos();
    }

    /** Whether the connection was closed within the answer. */
    boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, BYTES);
        byte[] part = new byte[64 * 1024];
        Arrays.fill(part, (byte) 'x');
        try (OutputStream out = exchange.getResponseBody()) {
            for (int sent = 0; sent < BYTES; sent += part.length) {
                progressAt = System.nanoTime();
                out.write(part);
            }
            progressAt = 0;
        } catch (IOException e) {
            abandoned = true;
            throw e;
        }
    }
}
