package dev.meridian.controller.security;

import dev.meridian.controller.settings.ConfigurationError;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a file, read again when the file changes. A changed file that cannot be read leaves the tokens as they
 * are, and says so. Thread-safe.
 */
public final class HashedTokens implements Credentials {
    private final ReloadedFile<List<Credential>> file;
    private final InstantSource clock;

    /**
     * Reads the file for the first time.
     *
     * @param clock for the times that stand in it
     * @throws ConfigurationError if the file is not valid
     */
    public HashedTokens(Path file, InstantSource clock, LongSupplier nanoClock, MeterRegistry meters) {
        this.clock = clock;
        this.file = new ReloadedFile<>("tokens-file", file, TokensFile::read, nanoClock, meters);
    }

    @Override
    public @Nullable Caller callerOf(@Nullable String token) {
        @Nullable Credential found = credential(token);
        return found == null || found.isOver(clock.instant()) ? null : found.caller();
    }

    @Override
    public String whyUnknown(@Nullable String token) {
        @Nullable Credential found = credential(token);
        if (found != null) {
            return "the token " + found.caller().name() + " of the tokens file expired at " + found.expires();
        }
        return token == null ? "there is no bearer token" : UNKNOWN;
    }

    @Override
    public boolean required() {
        return true;
    }

    /** Compares with all of them, whichever is found. */
    private @Nullable Credential credential(@Nullable String token) {
        List<Credential> credentials = file.content();
        if (token == null) {
            return null;
        }
        byte[] presented = Sha256.of(token);
        @Nullable Credential found = null;
        for (Credential credential : credentials) {
            if (MessageDigest.isEqual(credential.sha256(), presented)) {
                found = credential;
            }
        }
        return found;
    }
}
