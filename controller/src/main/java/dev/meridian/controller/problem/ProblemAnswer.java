package dev.meridian.controller.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a problem where no endpoint is involved. */
public final class ProblemAnswer {
    private ProblemAnswer() {}

    /**
     * Writes the problem as the whole answer.
     *
     * @param refused its detail is text of our own, without quotes, backslashes or control characters
     */
    public static void write(HttpServletRequest request, HttpServletResponse response, Refused refused)
            throws IOException {
        Problem problem = refused.problem();
        RefusalReason.attach(request, problem::detail);
        response.setStatus(problem.status());
        refused.headers().forEach((name, values) -> response.setHeader(name, values.getFirst()));
        byte[] body = body(problem.status(), problem.title(), problem.detail());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /**
     * A problem in UTF-8, where there is no more of it to say.
     *
     * @param detail as in {@link #write}
     */
    public static byte[] body(int status, String title, String detail) {
        return "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(title, status, detail)
                .getBytes(StandardCharsets.UTF_8);
    }
}
