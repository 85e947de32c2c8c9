package dev.meridian.routing.intent;

/** The rule for what people write. */
final class Texts {
    private Texts() {}

    static void require(String what, String value, int max) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        if (value.length() > max) {
            throw new IllegalArgumentException(what + " has " + value.length() + " characters, the limit is " + max);
        }
    }
}
