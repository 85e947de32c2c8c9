package dev.meridian.agent.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP/1.1 exchanges that end by a deadline, the body included. Thread-safe; the caller's thread waits.
 *
 * <p>Connections are kept open and used again: callers that make one exchange at a time with a target hold one
 * connection to it.
 */
public final class Exchanges implements AutoCloseable {
    /** The longest wait for a connection; within a deadline, which may be shorter. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final KnownConnections connections = new KnownConnections();
    private final Supplier<@Nullable SSLContext> tls;
    private volatile Client client;
    private volatile boolean closed;

    /** Exchanges by what Java trusts by itself. */
    public Exchanges() {
        this(() -> null);
    }

    /** @param tls asked for with every exchange, so that a new one counts for the next; null for what Java trusts by itself */
    public Exchanges(Supplier<@Nullable SSLContext> tls) {
        this.tls = tls;
        this.client = Client.with(tls.get());
    }

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
        CompletableFuture<HttpResponse<Body>> pending = current().sendAsync(request, _ -> {
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
        HttpClient last = client.http();
        last.shutdownNow();
        last.close();
    }

    private HttpClient current() {
        @Nullable SSLContext now = tls.get();
        Client known = client;
        return Objects.equals(known.tls(), now) ? known.http() : renewed(now);
    }

    /** Running exchanges end as they would have. */
    private synchronized HttpClient renewed(@Nullable SSLContext now) {
        Client known = client;
        if (!Objects.equals(known.tls(), now)) {
            client = Client.with(now);
            known.http().shutdown();
        }
        return client.http();
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

    private record Client(@Nullable SSLContext tls, HttpClient http) {
        static Client with(@Nullable SSLContext tls) {
            HttpClient.Builder http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .executor(Executors.newVirtualThreadPerTaskExecutor());
            return new Client(tls, (tls == null ? http : http.sslContext(tls)).build());
        }
    }
}
