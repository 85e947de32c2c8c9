package dev.meridian.e2e.client;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A streamed answer that is read while a test does other things. */
public final class LongStream {
    private final HttpResponse<Stream<String>> response;
    private final CompletableFuture<List<String>> lines = new CompletableFuture<>();

    private LongStream(HttpResponse<Stream<String>> response) {
        this.response = response;
    }

    /** Reads it on a thread of its own from now on. */
    public static LongStream read(HttpResponse<Stream<String>> response) {
        LongStream stream = new LongStream(response);
        Thread.ofVirtual().start(stream::run);
        return stream;
    }

    /** The region that serves it. */
    public String region() {
        return response.headers().firstValue("x-meridian-region").orElse("");
    }

    /** Whether it still runs. */
    public boolean running() {
        return !lines.isDone();
    }

    /** All its lines that are not empty, once it has ended. */
    public List<String> lines() throws Exception {
        return lines.get(60, TimeUnit.SECONDS);
    }

    private void run() {
        List<String> all = new ArrayList<>();
        try (Stream<String> body = response.body()) {
            body.filter(line -> !line.isEmpty()).forEach(all::add);
            lines.complete(all);
        } catch (RuntimeException e) {
            lines.completeExceptionally(e);
        }
    }
}
