package dev.meridian.controller.settings;

/** A configuration that cannot be started with; its message is one sentence for the person who wrote it. */
public final class ConfigurationError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationError(String sentence) {
        super(sentence);
    }

    public ConfigurationError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
