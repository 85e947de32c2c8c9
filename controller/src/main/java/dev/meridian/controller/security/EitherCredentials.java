package dev.meridian.controller.security;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of two kinds.
 *
 * @param first asked first; the cheaper one
 * @param second asked where the first one knows nobody
 */
record EitherCredentials(Credentials first, Credentials second) implements Credentials {
    @Override
    public @Nullable Caller callerOf(@Nullable String token) {
        @Nullable Caller caller = first.callerOf(token);
        return caller == null ? second.callerOf(token) : caller;
    }

    @Override
    public String whyUnknown(@Nullable String token) {
        String why = second.whyUnknown(token);
        return why.equals(UNKNOWN) ? first.whyUnknown(token) : why;
    }

    @Override
    public boolean required() {
        return first.required() || second.required();
    }
}
