package dev.meridian.controller.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of states: equal states have equal names. */
public final class ETags {
    /** Half of a SHA-256: nobody meets two states of one name by chance. */
    private static final int HEX_DIGITS = 32;

    private ETags() {}

    /** The entity tag of a state as it is answered, with its quotes. */
    public static String of(byte[] json) {
        return "\"" + sha256(json).substring(0, HEX_DIGITS) + "\"";
    }

    static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                // With their lengths, so that no other parts make the same sum of bytes.
                digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
