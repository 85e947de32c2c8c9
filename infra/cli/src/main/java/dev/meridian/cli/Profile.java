package dev.meridian.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A controller under a name.
 *
 * @param url null where it is said elsewhere
 * @param tokenFile null where no token is sent, or it is said elsewhere
 */
record Profile(@Nullable String url, @Nullable Path tokenFile) {
    static final Profile NONE = new Profile(null, null);

    /**
     * The token; null where there is none.
     *
     * @throws UnusableOption if its file cannot be used, or others can read it
     */
    @Nullable
    String token() {
        if (tokenFile == null) {
            return null;
        }
        TokenFile.requirePrivate(tokenFile);
        return TokenFile.read(tokenFile);
    }
}
