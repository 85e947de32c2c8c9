package dev.meridian.controller.store;

import dev.meridian.routing.intent.Drain;
import java.time.Instant;

/**
 * A drain of the past.
 *
 * @param endedAt when it ended
 * @param endedBy the operator who ended it, or {@code expiry}
 */
public record EndedDrain(Drain drain, Instant endedAt, String endedBy) {
    /** Ends drains whose time is over. */
    public static final String BY_EXPIRY = "expiry";
}
