package dev.meridian.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/** Takes files and answers with their length and checksum; or takes nothing for a while, or refuses them unread. */
final class UploadUpstream implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong received = new AtomicLong();
    private volatile CountDownLatch mayRead = new CountDownLatch(0);
    private volatile boolean refusing;
    private volatile boolean abandoned;

    UploadUpstream() throws IOException {
        server.setExecutor(threads);
        server.createContext("/v1/files", this::answer);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    static String answerTo(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return body.length + " bytes, " + Long.toHexString(sum.getValue());
    }

    void pause() {
        mayRead = new CountDownLatch(1);
    }

    void resume() {
        mayRead.countDown();
    }

    void refuse() {
        refusing = true;
    }

    long received() {
        return received.get();
    }

    /** Whether a connection was closed within a body. */
    boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public void close() {
        resume();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            mayRead.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (refusing) {
            respond(exchange, 409, "no");
            return;
        }
        CRC32 sum = new CRC32();
        long length = 0;
        try {
            InputStream in = exchange.getRequestBody();
            byte[] part = new byte[16 * 1024];
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                sum.update(part, 0, read);
                length += read;
                received.addAndGet(read);
            }
        } catch (IOException e) {
            abandoned = true;
            throw e;
        }
        respond(exchange, 200, length + " bytes, " + Long.toHexString(sum.getValue()));
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush(); // closing waits for the rest of the request
        exchange.close();
    }
}
