package dev.meridian.demo.control;

/** The controller answered, but not what the demo expects of it; the message says to what and how. */
public final class UnexpectedAnswer extends RuntimeException {
    private static final int BODY_CHARACTERS = 300;

    private final int status;

    UnexpectedAnswer(String call, int status, String body) {
        super(call + " was answered " + status + ": " + body.substring(0, Math.min(BODY_CHARACTERS, body.length())));
        this.status = status;
    }

    /** The answer's status. */
    public int status() {
        return status;
    }
}
