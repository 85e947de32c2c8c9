package dev.meridian.controller.webserver;

import dev.meridian.controller.problem.Problem;
import dev.meridian.controller.problem.ProblemAnswer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What the web server refuses by itself (bad request lines, oversized heads), as problems instead of its pages. */
final class WebServerProblems implements Request.Handler {
    /** What a caller still sends is not read, so that the end of the connection may take the answer along: it is given time to read that. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private final boolean ends;

    /** @param ends whether the connection ends with the answer: Jetty does that to what is no HTTP, and does not say so */
    WebServerProblems(boolean ends) {
        this.ends = ends;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        @Nullable HttpStatus known = HttpStatus.resolve(status);
        byte[] body = ProblemAnswer.body(status, known == null ? "Refused" : known.getReasonPhrase(), detail(status));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Callback written = callback;
        if (ends) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
            Scheduler scheduler = request.getComponents().getScheduler();
            written = Callback.from(
                    () -> scheduler.schedule(callback::succeeded, LINGER.toMillis(), TimeUnit.MILLISECONDS),
                    callback::failed);
        }
        response.write(true, ByteBuffer.wrap(body), written);
        return true;
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "the request line, the head or the framing of the body is not valid HTTP";
            case 414 -> "the request line is over 8 KiB";
            case 431 -> "the head is over 8 KiB";
            default -> "the web server refused the request";
        };
    }
}
