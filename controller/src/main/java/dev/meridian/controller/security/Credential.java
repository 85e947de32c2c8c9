package dev.meridian.controller.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One token of the file.
 *
 * @param caller who presents it
 * @param sha256 the token's hash; never changed
 * @param expires from then on it is not taken; null for never
 */
@SuppressWarnings("ArrayRecordComponent") // never compared or printed as a whole
record Credential(Caller caller, byte[] sha256, @Nullable Instant expires) {
    boolean isOver(Instant now) {
        return expires != null && !now.isBefore(expires);
    }
}
