package dev.meridian.conformance.check;

/** The gateway did not do what a case expects; the message says what was expected and what was seen. */
public final class CaseFailed extends RuntimeException {
    CaseFailed(String message) {
        super(message, null, false, false);
    }
}
