package dev.meridian.routing.region;

/** The rules for names that cross the wire; each refusal says what, which and the limit. */
final class Names {
    /** RFC 1035, section 2.3.4: a label has at most 63 octets. */
    static final int MAX_LABEL = 63;

    /** A Kubernetes pod or node name (a DNS subdomain) has at most 253 characters. */
    static final int MAX_SENDER = 253;

    private Names() {}

    static void requireLabel(String what, String value) {
        requireLength(what, value, MAX_LABEL);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean inner = i > 0 && i < value.length() - 1;
            if (!isLowerAlphanumeric(c) && !(inner && c == '-')) {
                throw new IllegalArgumentException(
                        what + " \"" + value + "\" may contain only a-z, 0-9 and inner hyphens");
            }
        }
    }

    static void requireToken(String what, String value, int maxLength) {
        requireLength(what, value, maxLength);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLowerAlphanumeric(c) && !(c >= 'A' && c <= 'Z') && "-._:".indexOf(c) < 0) {
                throw new IllegalArgumentException(what + " has a character at index " + i
                        + " other than a-z, A-Z, 0-9, hyphen, dot, underscore and colon");
            }
        }
    }

    private static void requireLength(String what, String value, int maxLength) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    what + " has " + value.length() + " characters, the limit is " + maxLength);
        }
    }

    private static boolean isLowerAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
