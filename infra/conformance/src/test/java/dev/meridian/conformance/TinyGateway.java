package dev.meridian.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meridian.conformance.wire.Body;
import dev.meridian.conformance.wire.Client;
import dev.meridian.conformance.wire.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A gateway of few lines that does some things right, and on request one of them wrong. */
final class TinyGateway implements AutoCloseable {
    /** What it does wrong. */
    enum Flaw {
        /** Nothing of what it does at all. */
        NONE,
        /** A stream that was cut ends as if it were whole. */
        DONE_AFTER_A_CUT,
        /** What failed is sent ten times, whatever it was. */
        TEN_ATTEMPTS,
        /** A 429 is sent again at once. */
        IMPATIENCE,
        /** An answer is passed on once it is there. */
        STORING,
        /** The body of a request loses what is not ASCII. */
        ASCII_ONLY
    }

    static {
        // Without it, each answer waits for the client's delayed acknowledgement, of 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String ERROR = "data: {\"error\":{\"message\":\"cut\",\"type\":\"server_error\"}}\n\n";
    private static final int MANY = 10;
    private static final long LONGEST_WAIT_SECONDS = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Flaw flaw;
    private volatile URI upstream = URI.create("http://127.0.0.1:9");

    TinyGateway(Flaw flaw) throws IOException {
        this.flaw = flaw;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void pointAt(URI newUpstream) {
        upstream = newUpstream;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] request = request(exchange);
        for (int attempt = 1; ; attempt++) {
            try (Client client = Client.to(upstream)) {
                Head head = client.send(request).head();
                if (!mayRetry(head, attempt)) {
                    relay(exchange, head, client.body(head));
                    return;
                }
                waitFor(head);
            }
        }
    }

    private byte[] request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (flaw == Flaw.ASCII_ONLY) {
            body = new String(body, StandardCharsets.US_ASCII)
                    .replace('\uFFFD', '?')
                    .getBytes(StandardCharsets.US_ASCII);
        }
        StringBuilder head = new StringBuilder(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append(" HTTP/1.1\r\nHost: upstream\r\nContent-Length: ")
                .append(body.length);
        for (String name : List.of("Authorization", "X-Kept")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            head.append(value == null ? "" : "\r\n" + name + ": " + value);
        }
        head.append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private boolean mayRetry(Head head, int attempt) {
        if (flaw == Flaw.TEN_ATTEMPTS) {
            return head.status() >= 400 && attempt < MANY;
        }
        return attempt == 1
                && (head.status() >= 500 || (head.status() == 429 && seconds(head) <= LONGEST_WAIT_SECONDS));
    }

    private void waitFor(Head head) {
        if (head.has("retry-after") && flaw != Flaw.IMPATIENCE) {
            long nanos = Duration.ofSeconds(Long.parseLong(head.header("retry-after")))
                    .toNanos();
            for (long end = System.nanoTime() + nanos; end - System.nanoTime() > 0; ) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }
    }

    private static long seconds(Head head) {
        return head.has("retry-after") ? Long.parseLong(head.header("retry-after")) : 0;
    }

    private void relay(HttpExchange exchange, Head head, Body body) throws IOException {
        head.headers().forEach((name, values) -> {
            if (!name.equals("content-length") && !name.equals("transfer-encoding")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(head.status(), 0);
        StringBuilder seen = new StringBuilder();
        try (OutputStream out = exchange.getResponseBody()) {
            byte[] part = flaw == Flaw.STORING ? body.readAllBytes() : new byte[4_096];
            for (int length = flaw == Flaw.STORING ? part.length : body.read(part);
                    length > 0;
                    length = body.read(part)) {
                out.write(part, 0, length);
                out.flush();
                seen.append(new String(part, 0, length, StandardCharsets.ISO_8859_1));
            }
            boolean cut = head.header("content-type").startsWith("text/event-stream")
                    && !seen.toString().contains("\"finish_reason\":\"")
                    && seen.indexOf("[DONE]") < 0;
            out.write((cut ? flaw == Flaw.DONE_AFTER_A_CUT ? "data: [DONE]\n\n" : ERROR : "")
                    .getBytes(StandardCharsets.US_ASCII));
        }
    }
}
