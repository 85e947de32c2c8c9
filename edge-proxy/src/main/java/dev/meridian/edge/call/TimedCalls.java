package dev.meridian.edge.call;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Blocking calls with a limit for the whole of each: a request's own timeout ends with the answer's head. Thread-safe.
 */
public final class TimedCalls implements AutoCloseable {
    private final Duration connect;
    private final Supplier<@Nullable SSLContext> tls;
    private volatile Client client;

    /** @param connect how long connecting may take */
    public TimedCalls(Duration connect) {
        this(connect, () -> null);
    }

    /** @param tls asked for with every call, so that a new one counts for the next; null for what Java trusts by itself */
    TimedCalls(Duration connect, Supplier<@Nullable SSLContext> tls) {
        this.connect = connect;
        this.tls = tls;
        this.client = Client.with(tls.get(), connect);
    }

    /**
     * Sends the request and waits for the whole answer.
     *
     * @param maxBytes of a larger body, this much and one byte more is kept
     * @throws IOException if there is no whole answer within the limit
     */
    public HttpResponse<byte[]> send(HttpRequest request, int maxBytes, Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                current().sendAsync(request, head -> new BoundedBody(maxBytes + 1));
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
        client.http().shutdownNow();
    }

    private HttpClient current() {
        @Nullable SSLContext now = tls.get();
        Client known = client;
        return Objects.equals(known.tls(), now) ? known.http() : renewed(now);
    }

    /** Running calls end as they would have. */
    private synchronized HttpClient renewed(@Nullable SSLContext now) {
        Client known = client;
        if (!Objects.equals(known.tls(), now)) {
            client = Client.with(now, connect);
            known.http().shutdown();
        }
        return client.http();
    }

    private record Client(@Nullable SSLContext tls, HttpClient http) {
        static Client with(@Nullable SSLContext tls, Duration connect) {
            HttpClient.Builder http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connect);
            return new Client(tls, (tls == null ? http : http.sslContext(tls)).build());
        }
    }
}
