package dev.meridian.controller.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The body of a refusal (RFC 9457).
 *
 * @param title the kind of problem, the same for all of its kind
 * @param status the HTTP status
 * @param detail what is wrong this time, for the caller
 * @param more further members
 */
public record Problem(
        String title, int status, String detail, @JsonIgnore Map<String, Object> more) {
    public static final String MEDIA_TYPE = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    static Problem of(HttpStatus status, String title, String detail) {
        return new Problem(title, status.value(), detail, Map.of());
    }

    @JsonAnyGetter
    Map<String, Object> members() {
        return more;
    }

    ResponseEntity<Problem> answer() {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }
}
