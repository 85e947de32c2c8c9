package dev.meridian.controller.security;

import org.jspecify.annotations.Nullable;

/** Who belongs to a token. */
public interface Credentials {
    /** What is said of a token that is none of anybody's. */
    String UNKNOWN = "the token is not known";

    /** The caller who presents this token; null if there is none. Without tokens, everybody is let in. */
    @Nullable
    Caller callerOf(@Nullable String token);

    /** Why nobody belongs to a token, in words for the audit; whoever presents it is not told. */
    String whyUnknown(@Nullable String token);

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
            public String whyUnknown(@Nullable String token) {
                return UNKNOWN;
            }

            @Override
            public boolean required() {
                return false;
            }
        };
    }
}
