package dev.meridian.controller.security;

import org.jspecify.annotations.Nullable;

/** Who belongs to a token. */
public interface Credentials {
    /** The caller who presents this token; null if there is none. Without tokens, everybody is let in. */
    @Nullable
    Caller callerOf(@Nullable String token);

    /** Whether callers must present a token. */
    boolean required();

    /** For a controller that listens to its own machine only: everybody may do everything. */
    static Credentials none() {
        return new Credentials() {
            @Override
            public Caller callerOf(@Nullable String token) {
                return Caller.ANONYMOUS;
            }

            @Override
            public boolean required() {
                return false;
            }
        };
    }
}
