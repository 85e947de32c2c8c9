package dev.meridian.edge.call;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls to the controller, with this edge's credential. Thread-safe. */
public final class ControllerLink implements AutoCloseable {
    private final ControllerAccess access;
    private final TimedCalls calls;

    ControllerLink(ControllerAccess access, Duration connect) {
        this.access = access;
        this.calls = new TimedCalls(connect, access.tls());
    }

    /** A request to a path below the controller's base URL; it begins with a slash. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(access.base() + path));
        String shown = access.token().get();
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
        return access.base().toString();
    }
}
