package dev.meridian.edge.call;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Blocking calls with a limit for the whole of each: a request's own timeout ends with the answer's head. Thread-safe.
 */
public final class TimedCalls implements AutoCloseable {
    private final HttpClient http;

    /** @param connect how long connecting may take */
    public TimedCalls(Duration connect) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .build();
    }

    /**
     * Sends the request and waits for the whole answer.
     *
     * @param maxBytes of a larger body, this much and one byte more is kept
     * @throws IOException if there is no whole answer within the limit
     */
    public HttpResponse<byte[]> send(HttpRequest request, int maxBytes, Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head -> new BoundedBody(maxBytes + 1));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Ends running calls. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
