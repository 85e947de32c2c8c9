package dev.meridian.controller.security;

import dev.meridian.controller.settings.ConfigurationError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, read again when the file changes. A changed file that cannot be read leaves the tokens as they
 * are, and says so. Thread-safe.
 */
public final class HashedTokens implements Credentials {
    private static final Logger log = LoggerFactory.getLogger(HashedTokens.class);

    /** How often the file is looked at, at most. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final ReentrantLock looking = new ReentrantLock();
    private final Path file;
    private final LongSupplier nanoClock;
    private volatile List<Credential> credentials;
    private volatile long lookedNanos;
    private Stamp stamp;

    /**
     * Reads the file for the first time.
     *
     * @throws ConfigurationError if the file is not valid
     */
    public HashedTokens(Path file, LongSupplier nanoClock) {
        this.file = file;
        this.nanoClock = nanoClock;
        this.stamp = Stamp.of(file);
        this.credentials = TokensFile.read(file);
        this.lookedNanos = nanoClock.getAsLong();
    }

    @Override
    public @Nullable Caller callerOf(@Nullable String token) {
        lookAgain();
        if (token == null) {
            return null;
        }
        byte[] presented = sha256(token);
        @Nullable Caller found = null;
        for (Credential credential : credentials) {
            if (MessageDigest.isEqual(credential.sha256(), presented)) {
                found = credential.caller();
            }
        }
        return found;
    }

    @Override
    public boolean required() {
        return true;
    }

    private void lookAgain() {
        long now = nanoClock.getAsLong();
        if (now - lookedNanos < LOOK_EVERY.toNanos() || !looking.tryLock()) {
            return;
        }
        try {
            lookedNanos = now;
            Stamp found = Stamp.of(file);
            if (!found.equals(stamp)) {
                stamp = found;
                credentials = TokensFile.read(file);
                log.info("the tokens file changed, it has {} tokens now", credentials.size());
            }
        } catch (ConfigurationError e) {
            log.error("the tokens file changed and cannot be used, the tokens stay as they are: {}", e.getMessage());
        } finally {
            looking.unlock();
        }
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {
        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                throw new ConfigurationError(file + " cannot be read", e);
            }
        }
    }
}
