package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/** Why the API server did not do what it was asked to. */
final class Failures {
    private static final int MAX_DEPTH = 16;

    /** An API server's message may quote much; a log line need not. */
    private static final int MAX_LENGTH = 300;

    private Failures() {}

    /** The API server's own words, or the innermost cause's where it said nothing. */
    static String of(Throwable problem) {
        Throwable innermost = problem;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            if (innermost instanceof KubernetesClientException answer && answer.getCode() > 0) {
                return cut("HTTP " + answer.getCode() + " " + words(answer));
            }
            if (innermost.getCause() == null) {
                break;
            }
            innermost = innermost.getCause();
        }
        return cut(innermost.getClass().getSimpleName() + " " + innermost.getMessage());
    }

    /** Whether the API server answered, be it with a refusal. */
    static boolean answered(Throwable problem) {
        @Nullable Throwable cause = problem;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException answer && answer.getCode() > 0) {
                return true;
            }
        }
        return false;
    }

    private static String words(KubernetesClientException answer) {
        return answer.getStatus() == null || answer.getStatus().getMessage() == null
                ? String.valueOf(answer.getMessage())
                : answer.getStatus().getMessage();
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
