package dev.meridian.controller.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a change was answered, kept for whoever asks for it again.
 *
 * @param who the credential's name: a key is its caller's own
 * @param key what the caller calls the change
 * @param fingerprint of what was asked for, by which another request under the same key is told apart
 * @param at when it was made
 * @param etag of the state that it left; null where there is none
 * @param location of what it made; null where it made nothing
 * @param body JSON; empty where there was none
 */
public record KeptAnswer(
        String who,
        String key,
        String fingerprint,
        Instant at,
        int status,
        @Nullable String etag,
        @Nullable String location,
        String body) {
    /** The size of the body in UTF-8. */
    int bytes() {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }
}
