package dev.meridian.conformance.cases;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** An upstream that streams as fast as it is read, much more than all buffers on the way hold. */
final class FloodServer implements AutoCloseable {
    private static final String END =
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    private static final int EVENT = 1_000;
    private static final int PART = 64 * 1024;

    private final HttpServer server;
    private final byte[] part;
    private final int parts;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong sent = new AtomicLong();
    private volatile long waitingSince;

    private FloodServer(HttpServer server, int bytes) {
        this.server = server;
        this.part = part();
        this.parts = bytes / part.length;
    }

    /** @param bytes of each stream, about */
    static FloodServer at(int port, int bytes) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        FloodServer server = new FloodServer(http, bytes);
        http.setExecutor(server.threads);
        http.createContext("/v1/chat/completions", server::answer);
        http.start();
        return server;
    }

    /** The exact length of a stream. */
    int bytes() {
        return parts * part.length + END.length();
    }

    /** Bytes of the present stream that were taken. */
    long sent() {
        return sent.get();
    }

    /** Whether a write has been waiting that long. */
    boolean isHeldBackFor(Duration time) {
        long since = waitingSince;
        return since != 0 && System.nanoTime() - since > time.toNanos();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        sent.set(0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < parts; i++) {
                waitingSince = System.nanoTime();
                out.write(part);
                sent.addAndGet(part.length);
            }
            waitingSince = 0;
            out.write(END.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] part() {
        byte[] event = ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(EVENT) + "\"}}]}\n\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < PART) {
            bytes.writeBytes(event);
        }
        return bytes.toByteArray();
    }
}
