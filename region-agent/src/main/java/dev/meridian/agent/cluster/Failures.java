package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the API server did not do what it was asked to. */
final class Failures {
    private static final int MAX_DEPTH = 16;

    /** An API server's message may quote much; a log line need not. */
    private static final int MAX_LENGTH = 300;

    private Failures() {}

    /** The API server's own words, or the innermost cause's where it said nothing. */
    static String of(Throwable problem) {
        List<Throwable> causes = causes(problem);
        Throwable innermost = causes.getLast();
        return cut(answer(causes)
                .map(answer -> "HTTP " + answer.getCode() + " " + words(answer))
                .orElseGet(() -> innermost.getClass().getSimpleName() + " " + innermost.getMessage()));
    }

    /** Whether the API server answered, be it with a refusal. */
    static boolean answered(Throwable problem) {
        return answer(causes(problem)).isPresent();
    }

    private static Optional<KubernetesClientException> answer(List<Throwable> causes) {
        return causes.stream()
                .filter(KubernetesClientException.class::isInstance)
                .map(KubernetesClientException.class::cast)
                .filter(problem -> problem.getCode() > 0)
                .findFirst();
    }

    /** From the outermost inwards. */
    private static List<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .limit(MAX_DEPTH)
                .toList();
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
