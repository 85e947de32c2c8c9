package dev.meridian.routing.intent;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Instant;
import java.util.SortedMap;

/**
 * An intent that an origin has these shares and no others, whatever health, latency and load say.
 *
 * @param shares of the regions; they sum to 10 000
 * @param reason why; 1 to 500 characters
 * @param owner who wants it, from the credential; 1 to 100 characters
 * @param expiresAt when it ends by itself
 */
public record Pin(SortedMap<RegionId, BasisPoints> shares, String reason, String owner, Instant expiresAt) {
    /** @throws IllegalArgumentException if a text is empty or too long, or the shares do not sum to 10 000 */
    public Pin {
        Texts.require("reason", reason, Drain.MAX_REASON);
        Texts.require("owner", owner, Drain.MAX_OWNER);
        shares = CompactMap.copyOf(shares);
        int sum = shares.values().stream().mapToInt(BasisPoints::value).sum();
        if (sum != BasisPoints.ONE) {
            throw new IllegalArgumentException("pinned shares sum to " + sum + ", they must sum to " + BasisPoints.ONE);
        }
    }

    /** Whether it still holds at a time. */
    public boolean isActiveAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
