package dev.meridian.controller.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What the web server refuses by itself (bad request lines, oversized heads), as problems instead of its pages. */
public final class ProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        @Nullable HttpStatus known = HttpStatus.resolve(status);
        String title = known == null ? "Refused" : known.getReasonPhrase();
        try {
            byte[] body = ProblemAnswer.body(status, title, detail(status));
            response.setContentType(Problem.MEDIA_TYPE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the caller was gone before its refusal", e);
        }
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 ->
                "the request line, the head or the framing of the body is not valid HTTP, or the head is over 8 KiB or 100 headers";
            case 405 -> "this method is not taken at any path";
            default -> "the web server refused the request";
        };
    }
}
