package dev.meridian.controller.problem;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** A request that is refused; becomes a problem of this status. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String title;
    private final transient Map<String, Object> more;

    /**
     * A refusal with more to it than a sentence.
     *
     * @param more further members of the problem, such as the thing that is in the way
     */
    public Refused(HttpStatus status, String title, String detail, Map<String, Object> more) {
        super(detail);
        this.status = status;
        this.title = title;
        this.more = Map.copyOf(more);
    }

    public Refused(HttpStatus status, String title, String detail) {
        this(status, title, detail, Map.of());
    }

    public HttpStatus status() {
        return status;
    }

    Problem problem() {
        return new Problem(title, status.value(), String.valueOf(getMessage()), more);
    }
}
