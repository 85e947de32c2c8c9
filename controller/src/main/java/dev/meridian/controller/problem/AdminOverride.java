package dev.meridian.controller.problem;

/**
 * That an admin wants a change in spite of what speaks against it.
 *
 * @param reason why, for the audit; 1 to 500 characters
 */
public record AdminOverride(String reason) {
    private static final int MAX_REASON = 500;

    /** @throws IllegalArgumentException if the reason is empty or too long */
    public AdminOverride {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason must not be empty");
        }
        if (reason.length() > MAX_REASON) {
            throw new IllegalArgumentException(
                    "reason has " + reason.length() + " characters, the limit is " + MAX_REASON);
        }
    }
}
