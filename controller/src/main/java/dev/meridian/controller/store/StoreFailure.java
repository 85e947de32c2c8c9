package dev.meridian.controller.store;

/** The store could not be read or written; nothing was changed. */
public class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * A failure.
     *
     * @param reason what is wrong, as a clause for the caller, such as {@code the disk is full}
     */
    public StoreFailure(String reason, Throwable cause) {
        super("the store failed, " + reason + ": " + cause.getMessage(), cause);
        this.reason = reason;
    }

    StoreFailure(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is wrong, as a clause without paths. */
    public String reason() {
        return reason;
    }
}
