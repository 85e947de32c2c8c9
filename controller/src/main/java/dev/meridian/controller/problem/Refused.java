package dev.meridian.controller.problem;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is refused; becomes a problem of this status. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String title;
    private final transient Map<String, Object> more;
    private final @Nullable String etag;

    /**
     * A refusal with more to it than a sentence.
     *
     * @param more further members of the problem, such as the thing that is in the way
     */
    public Refused(HttpStatus status, String title, String detail, Map<String, Object> more) {
        this(status, title, detail, more, null);
    }

    /**
     * A refusal that says which state there is.
     *
     * @param etag of the state that the request would have changed
     */
    public Refused(HttpStatus status, String title, String detail, Map<String, Object> more, @Nullable String etag) {
        super(detail);
        this.status = status;
        this.title = title;
        this.more = Map.copyOf(more);
        this.etag = etag;
    }

    public Refused(HttpStatus status, String title, String detail) {
        this(status, title, detail, Map.of());
    }

    public HttpStatus status() {
        return status;
    }

    @Nullable
    String etag() {
        return etag;
    }

    Problem problem() {
        return new Problem(title, status.value(), String.valueOf(getMessage()), more);
    }
}
