package dev.meridian.controller.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a cluster's keys are. Two of them are equal if they read the same place in the same way. */
sealed interface KeySource permits KeysFile, KeysUrl {
    /** The largest JWK set in bytes: a key of 4 096 bits has less than 1 KiB. */
    int MAX_BYTES = 256 * 1024;

    /**
     * The JWK set as text, read now.
     *
     * @throws IOException if it cannot be had in time; the message is a clause for the log
     */
    String read() throws IOException;

    /** A whole small file as text, which follows a link to the end. */
    static String text(Path file, int maxBytes) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read", e);
        }
        if (bytes.length > maxBytes) {
            throw new IOException(file + " is larger than " + maxBytes + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
