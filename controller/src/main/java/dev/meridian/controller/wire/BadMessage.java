package dev.meridian.controller.wire;

/** A message that was refused; the text names the field, what is wrong with it, and the limit. */
public final class BadMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadMessage(String detail) {
        super(detail);
    }

    BadMessage(String detail, Throwable cause) {
        super(detail, cause);
    }
}
