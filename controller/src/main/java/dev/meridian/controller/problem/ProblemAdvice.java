package dev.meridian.controller.problem;

import dev.meridian.controller.store.StoreFailure;
import dev.meridian.controller.wire.BadMessage;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;

/** What endpoints throw, as problems. */
@RestControllerAdvice
public final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final MeterRegistry meters;

    public ProblemAdvice(MeterRegistry meters) {
        this.meters = meters;
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refused e, HttpServletRequest request) {
        ResponseEntity<Problem> answer = counted(request, e.problem());
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .headers(e.headers())
                .body(answer.getBody());
    }

    @ExceptionHandler
    ResponseEntity<Problem> badMessage(BadMessage e, HttpServletRequest request) {
        ResponseEntity<Problem> answer =
                counted(request, HttpStatus.BAD_REQUEST, "Bad message", String.valueOf(e.getMessage()));
        RefusalReason.attach(
                request, () -> "the body, a header or a parameter is not valid"); // the complaint may quote it
        return answer;
    }

    @ExceptionHandler
    ResponseEntity<Problem> unknownPath(NoHandlerFoundException e, HttpServletRequest request) {
        return counted(request, HttpStatus.NOT_FOUND, "Unknown path", "there is nothing at this path");
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        List<HttpMethod> allowed =
                List.copyOf(e.getSupportedHttpMethods() == null ? List.of() : e.getSupportedHttpMethods());
        String names = allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        Problem problem = Problem.of(
                HttpStatus.METHOD_NOT_ALLOWED,
                "Wrong method",
                "this path does not take this method, it takes " + names);
        ResponseEntity<Problem> answer = counted(request, problem);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .allow(allowed.toArray(HttpMethod[]::new))
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongType(HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
        return counted(
                request,
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "Wrong content type",
                "the content type must be " + MediaType.APPLICATION_JSON_VALUE);
    }

    @ExceptionHandler
    ResponseEntity<Problem> notAcceptable(HttpMediaTypeNotAcceptableException e, HttpServletRequest request) {
        return counted(
                request,
                HttpStatus.NOT_ACCEPTABLE,
                "Not acceptable",
                "this path answers " + MediaType.toString(e.getSupportedMediaTypes()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> lostStore(StoreFailure e, HttpServletRequest request) {
        log.atError().setCause(e).log("store failed: {}", e.getMessage());
        return counted(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                "Store unavailable",
                "the store did not take it, nothing was changed: " + e.reason());
    }

    /** The web server reads a query when a parameter is first asked for. */
    @ExceptionHandler
    ResponseEntity<Problem> badQuery(HttpException.IllegalArgumentException e, HttpServletRequest request) {
        return counted(request, HttpStatus.BAD_REQUEST, "Bad query", "the query must be percent-encoded UTF-8");
    }

    /** It reads a body piece by piece, too. */
    @ExceptionHandler
    ResponseEntity<Problem> badFraming(HttpException.RuntimeException e, HttpServletRequest request) {
        return counted(request, HttpStatus.BAD_REQUEST, "Bad request", "the framing of the body is not valid HTTP");
    }

    /** The caller broke the connection off or stopped sending; nobody reads the answer. */
    @ExceptionHandler
    ResponseEntity<Problem> brokenOff(IOException e, HttpServletRequest request) {
        return counted(request, HttpStatus.BAD_REQUEST, "Broken request", "the request ended before its body did");
    }

    @ExceptionHandler
    ResponseEntity<Problem> bug(Exception e, HttpServletRequest request) {
        log.atError().setCause(e).log("request failed by a bug");
        return counted(
                request, HttpStatus.INTERNAL_SERVER_ERROR, "Internal error", "the controller failed, its log says why");
    }

    private ResponseEntity<Problem> counted(
            HttpServletRequest request, HttpStatus status, String title, String detail) {
        return counted(request, Problem.of(status, title, detail));
    }

    private ResponseEntity<Problem> counted(HttpServletRequest request, Problem problem) {
        RefusalReason.attach(request, problem::detail);
        meters.counter("meridian.controller.refusals", "status", String.valueOf(problem.status()))
                .increment();
        return problem.answer();
    }
}
