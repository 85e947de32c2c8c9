package dev.meridian.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret that requests carry, or none. Thread-safe.
 *
 * <p>A token in a file is read again for every request, so that a changed secret needs no restart; where the file cannot
 * be read any more, the last good token stays, and the log says so once. Nothing here ever prints it.
 */
public final class Token {
    /** Longer than any token; a wrong file (a key store, a log) must not be read into memory. */
    private static final int MAX_BYTES = 4 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Token.class);

    private final @Nullable Path file;
    private volatile String last;
    private String trouble = "";

    private Token(@Nullable Path file, String value) {
        this.file = file;
        this.last = value;
    }

    /** Requests go without a credential. */
    public static Token none() {
        return new Token(null, "");
    }

    /**
     * The token in a file, without the white space around it.
     *
     * @throws IllegalArgumentException if the file cannot be read or does not hold one token; the message names the file
     */
    public static Token ofFile(Path file) {
        try {
            String value = read(file);
            warnIfWorldReadable(file);
            return new Token(file, value);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
            throw new IllegalArgumentException("token file " + file + " cannot be read: " + why, e);
        }
    }

    /** Adds {@code Authorization: Bearer}, if there is a token. */
    public HttpRequest.Builder bearer(HttpRequest.Builder request) {
        String token = current();
        return token.isEmpty() ? request : request.setHeader("authorization", "Bearer " + token);
    }

    /** Adds the bare token under a header of the caller's choice, if there is a token. */
    public HttpRequest.Builder header(String name, HttpRequest.Builder request) {
        String token = current();
        return token.isEmpty() ? request : request.setHeader(name, token);
    }

    private String current() {
        if (file != null) {
            try {
                last = read(file);
                tell(file, "");
            } catch (IOException e) {
                tell(
                        file,
                        "token file " + file + " cannot be read: "
                                + e.getClass().getSimpleName());
            } catch (IllegalArgumentException e) {
                tell(file, String.valueOf(e.getMessage()));
            }
        }
        return last;
    }

    /** Requests come every second: what is the matter is told when it begins, changes and ends. */
    private synchronized void tell(Path of, String now) {
        if (now.equals(trouble)) {
            return;
        }
        trouble = now;
        if (now.isEmpty()) {
            log.info("token file {} is in use again", of);
        } else {
            log.warn("{}, and the last good token goes on", now);
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            String token = new String(bytes, StandardCharsets.UTF_8).strip();
            if (bytes.length > MAX_BYTES || token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("token file " + file + " must hold one token of 1 to " + MAX_BYTES
                        + " visible ASCII characters");
            }
            return token;
        }
    }

    private static void warnIfWorldReadable(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            log.warn("token file {} is readable by everybody on this machine", file);
        }
    }
}
