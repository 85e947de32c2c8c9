package dev.meridian.agent.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says on stderr why the agent cannot start, in one sentence and without a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartupFailure implements SpringBootExceptionReporter {
    /** Spring nests a failure some ten causes deep; a cycle must not hang the exit. */
    private static final int MAX_DEPTH = 32;

    @Override
    @SuppressWarnings("SystemOut") // the contract of a broken configuration is a sentence there, whatever logs where
    public boolean reportException(Throwable failure) {
        System.err.println(sentence(failure));
        return true;
    }

    /** The words of the innermost cause that speaks of bad input or state, after the setting it is about. */
    static String sentence(Throwable failure) {
        String setting = "";
        String reason = String.valueOf(failure.getMessage());
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (cause instanceof BindException bind && bind.getProperty() != null) {
                setting = bind.getProperty().getName() + ": ";
            }
            if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
                reason = String.valueOf(cause.getMessage());
            }
        }
        return "region-agent cannot start: " + setting
                + reason.replaceAll("\\s+", " ").strip();
    }
}
