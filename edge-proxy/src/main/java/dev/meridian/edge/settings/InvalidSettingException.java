package dev.meridian.edge.settings;

import org.jspecify.annotations.Nullable;

/** A setting that stops the start; its message is the one sentence that people see. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettingException(String message) {
        super(message);
    }

    /** @param message one sentence that names the setting */
    public InvalidSettingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
