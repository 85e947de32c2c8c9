package dev.meridian.controller.problem;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A request that is refused; becomes a problem of this status. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String title;
    private final transient Map<String, Object> more;
    private final @Nullable String etag;
    private final @Nullable Duration retryAfter;

    /**
     * A refusal with more to it than a sentence.
     *
     * @param more further members of the problem, such as the thing that is in the way
     */
    public Refused(HttpStatus status, String title, String detail, Map<String, Object> more) {
        this(status, title, detail, more, null, null);
    }

    /**
     * A refusal that says which state there is.
     *
     * @param etag of the state that the request would have changed
     */
    public Refused(HttpStatus status, String title, String detail, Map<String, Object> more, @Nullable String etag) {
        this(status, title, detail, more, etag, null);
    }

    private Refused(
            HttpStatus status,
            String title,
            String detail,
            Map<String, Object> more,
            @Nullable String etag,
            @Nullable Duration retryAfter) {
        super(detail);
        this.status = status;
        this.title = title;
        this.more = Map.copyOf(more);
        this.etag = etag;
        this.retryAfter = retryAfter;
    }

    public Refused(HttpStatus status, String title, String detail) {
        this(status, title, detail, Map.of());
    }

    /** Over a limit of calls in a time, with 429. */
    public static Refused tooMany(String detail, Duration retryAfter) {
        return new Refused(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", detail, Map.of(), null, retryAfter);
    }

    /** Over a limit of calls at once, with 503. */
    public static Refused busy(String detail, Duration retryAfter) {
        return new Refused(HttpStatus.SERVICE_UNAVAILABLE, "Busy", detail, Map.of(), null, retryAfter);
    }

    public HttpStatus status() {
        return status;
    }

    /** What the answer says beside the problem: waits in whole seconds, 1 at least, so that nobody comes again at once. */
    HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        if (etag != null) {
            headers.setETag(etag);
        }
        if (retryAfter != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    String.valueOf(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds())));
        }
        return headers;
    }

    Problem problem() {
        return new Problem(title, status.value(), String.valueOf(getMessage()), more);
    }
}
