package dev.meridian.demo.control;

/** The controller did not answer: it is dead, starting, or it hangs. */
public final class ControllerUnreachable extends RuntimeException {
    ControllerUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
