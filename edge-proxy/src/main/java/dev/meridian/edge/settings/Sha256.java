package dev.meridian.edge.settings;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest, as a key of maps. */
record Sha256(long first, long second, long third, long fourth) {
    private static final int BYTES = 32;

    static Sha256 of(byte[] content) {
        try {
            return read(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @throws IllegalArgumentException if it is not 64 hex digits */
    static Sha256 parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("a SHA-256 has 64 hex digits, not " + hex.length());
        }
        return read(HexFormat.of().parseHex(hex));
    }

    private static Sha256 read(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new Sha256(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}
