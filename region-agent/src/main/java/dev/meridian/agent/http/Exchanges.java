package dev.meridian.agent.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes HTTP/1.1 exchanges that end by a deadline, the body included. Thread-safe; the caller's thread waits.
 *
 * <p>Connections are kept open and used again: callers that make one exchange at a time with a target hold one
 * connection to it.
 */
public final class Exchanges implements AutoCloseable {
    /** The longest wait for a connection; within a deadline, which may be shorter. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final KnownConnections connections = new KnownConnections();
    private volatile boolean closed;

    /**
     * Sends a request and reads its answer.
     *
     * @param deadline for everything from the connection to the last byte of the body
     * @param maxBodyBytes where reading stops and the connection is closed
     * @throws IOException if there was no whole answer in time; its message says why and names no header
     * @throws InterruptedException if the caller is to end, or this is closed: that says nothing about the target
     */
    public Answer send(HttpRequest request, Duration deadline, int maxBodyBytes)
            throws IOException, InterruptedException {
        AtomicLong headNanos = new AtomicLong();
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<Body>> pending = client.sendAsync(request, _ -> {
            headNanos.set(System.nanoTime());
            return new BoundedBody(maxBodyBytes);
        });
        HttpResponse<Body> response = await(pending, deadline);
        return new Answer(
                response.statusCode(),
                response.headers(),
                response.body(),
                Duration.ofNanos(headNanos.get() - start),
                connections.isKnown(response.connectionLabel().orElse("")));
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        client.close();
    }

    private HttpResponse<Body> await(CompletableFuture<HttpResponse<Body>> pending, Duration deadline)
            throws IOException, InterruptedException {
        try {
            return pending.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + deadline.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (closed) {
                throw new InterruptedException("closed");
            }
            throw new IOException(Causes.describe(e), e);
        } finally {
            pending.cancel(true); // ends the exchange where it is still under way, and closes its connection
        }
    }
}
