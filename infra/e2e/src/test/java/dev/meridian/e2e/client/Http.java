package dev.meridian.e2e.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The tests' way to every program: HTTP/1.1 with a limit on every wait. Thread-safe. */
public final class Http {
    /** Beyond every limit of a request in these tests. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    /** A request to be completed. */
    public static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(LONGEST);
    }

    /**
     * The whole answer.
     *
     * @throws UncheckedIOException if there is none
     */
    public static Reply send(HttpRequest request) {
        return Reply.of(send(request, HttpResponse.BodyHandlers.ofString()));
    }

    /**
     * The answer, its body read by the handler.
     *
     * @throws UncheckedIOException if there is none
     */
    public static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    new InterruptedIOException(request.uri().toString()));
        }
    }

    /** The status of a GET, or 0 where nothing answers. */
    public static int status(URI uri) {
        try {
            return send(request(uri).build()).status();
        } catch (UncheckedIOException _) {
            return 0;
        }
    }
}
