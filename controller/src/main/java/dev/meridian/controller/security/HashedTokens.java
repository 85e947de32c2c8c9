package dev.meridian.controller.security;

import dev.meridian.controller.settings.ConfigurationError;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a file, read again when the file changes. A changed file that cannot be read leaves the tokens as they
 * are, and says so. Thread-safe.
 */
public final class HashedTokens implements Credentials {
    private final ReloadedFile<List<Credential>> file;

    /**
     * Reads the file for the first time.
     *
     * @throws ConfigurationError if the file is not valid
     */
    public HashedTokens(Path file, LongSupplier nanoClock, MeterRegistry meters) {
        this.file = new ReloadedFile<>("tokens-file", file, TokensFile::read, nanoClock, meters);
    }

    @Override
    public @Nullable Caller callerOf(@Nullable String token) {
        List<Credential> credentials = file.content();
        if (token == null) {
            return null;
        }
        byte[] presented = Sha256.of(token);
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
}
