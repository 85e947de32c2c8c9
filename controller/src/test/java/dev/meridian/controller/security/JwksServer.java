package dev.meridian.controller.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Serves keys as an API server does, or fails to. */
final class JwksServer implements AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private volatile String body = "{\"keys\":[]}";
    private volatile int status = 200;
    private volatile boolean silent;
    private volatile @Nullable String authorization;

    JwksServer(JWK... keys) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/openid/v1/jwks", this::answer);
        server.setExecutor(threads);
        serve(keys);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/openid/v1/jwks";
    }

    void serve(JWK... keys) {
        serve(new JWKSet(List.of(keys)).toString());
    }

    void serve(String text) {
        body = text;
        status = 200;
    }

    void fail() {
        status = 500;
    }

    /** From now on it takes connections and says nothing. */
    void fallSilent() {
        silent = true;
    }

    int fetches() {
        return fetches.get();
    }

    @Nullable
    String authorization() {
        return authorization;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            fetches.incrementAndGet();
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (silent) {
                end.await();
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
