package dev.meridian.routing.intent;

import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.time.Instant;

/**
 * An intent to empty a region of new requests, with an owner, a reason and an end. Running streams are never cut.
 *
 * @param id names the drain in the API; 1 to 64 characters
 * @param region the region to empty
 * @param mode how fast
 * @param reason why, for the people who find it; 1 to 500 characters
 * @param owner who started it, from the credential; 1 to 100 characters
 * @param startedAt when it began
 * @param expiresAt when it ends by itself; after {@code startedAt}, by at most 72 h
 */
public record Drain(
        String id, RegionId region, DrainMode mode, String reason, String owner, Instant startedAt, Instant expiresAt) {
    /** How long a drain lasts where its owner does not say. */
    public static final Duration DEFAULT_DURATION = Duration.ofHours(2);

    /** The longest drain: a forgotten one ends over a weekend. */
    public static final Duration MAX_DURATION = Duration.ofDays(3);

    /** The longest reason. */
    public static final int MAX_REASON = 500;

    /** The longest owner. */
    public static final int MAX_OWNER = 100;

    /** @throws IllegalArgumentException if a component is out of its range */
    public Drain {
        Texts.require("id", id, 64);
        Texts.require("reason", reason, MAX_REASON);
        Texts.require("owner", owner, MAX_OWNER);
        Duration duration = Duration.between(startedAt, expiresAt);
        if (duration.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("expiresAt " + expiresAt + " must be after startedAt " + startedAt);
        }
        if (duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException("drain lasts " + duration + ", the limit is " + MAX_DURATION);
        }
    }

    /**
     * The same drain with another end.
     *
     * @throws IllegalArgumentException if it would end before it began, or last too long
     */
    public Drain until(Instant otherEnd) {
        return new Drain(id, region, mode, reason, owner, startedAt, otherEnd);
    }

    /** Whether it still holds at a time. */
    public boolean isActiveAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
