package dev.meridian.edge.call;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls to the controller, with this edge's credential. Thread-safe. */
public final class ControllerLink implements AutoCloseable {
    private final URI base;
    private final Supplier<@Nullable String> token;
    private final TimedCalls calls;

    /**
     * @param token asked for with every request, and sent unless it is null
     * @param connect how long connecting may take
     */
    public ControllerLink(URI base, Supplier<@Nullable String> token, Duration connect) {
        this.base = base;
        this.token = token;
        this.calls = new TimedCalls(connect);
    }

    /** A request to a path of the controller. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        String shown = token.get();
        return shown == null ? request : request.header("Authorization", "Bearer " + shown);
    }

    /** See {@link TimedCalls#send}. */
    public HttpResponse<byte[]> send(HttpRequest request, int maxBytes, Duration limit)
            throws IOException, InterruptedException {
        return calls.send(request, maxBytes, limit);
    }

    /** Ends running calls. */
    @Override
    public void close() {
        calls.close();
    }

    /** The controller's base URL. */
    @Override
    public String toString() {
        return base.toString();
    }
}
