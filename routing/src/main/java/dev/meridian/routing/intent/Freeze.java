package dev.meridian.routing.intent;

import java.time.Instant;

/**
 * An intent that every origin keeps its shares, and what of it is shed, whatever drains, pins, health and load say: it is for people who
 * want to know that nothing moves. What regions look like goes on being told, so that edges leave one that fails by themselves.
 *
 * @param reason why; 1 to 500 characters
 * @param owner who wants it, from the credential; 1 to 100 characters
 * @param expiresAt when it ends by itself
 */
public record Freeze(String reason, String owner, Instant expiresAt) {
    /** @throws IllegalArgumentException if a text is empty or too long */
    public Freeze {
        Texts.require("reason", reason, Drain.MAX_REASON);
        Texts.require("owner", owner, Drain.MAX_OWNER);
    }

    /** Whether it still holds at a time. */
    public boolean isActiveAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
