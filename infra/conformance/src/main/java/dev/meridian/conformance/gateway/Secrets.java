package dev.meridian.conformance.gateway;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What must be seen in no log, error or metric: drawn anew for each stage.
 *
 * @param key the upstream's, which clients show too
 * @param peers what edges show each other
 */
record Secrets(String key, String peers) {
    private static final int RANDOM_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secrets draw() {
        return new Secrets(draw("sk-canary-"), draw("canary-peers-"));
    }

    /** Says nothing of them. */
    @Override
    public String toString() {
        return "Secrets";
    }

    private static String draw(String prefix) {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
