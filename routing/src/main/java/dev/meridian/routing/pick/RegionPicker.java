package dev.meridian.routing.pick;

import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Picks regions by an origin's shares. Immutable, thread-safe, allocation-free.
 *
 * <p>A caller that has ejected regions by itself says so in a mask: bit {@code i} excludes {@link #region region(i)}.
 * While a region with a share is left, only such are picked, in proportion to their shares. After that come those without
 * one, by health (HEALTHY, DEGRADED, RECOVERING, UNKNOWN, DOWN), evenly among equals; but never a region that operators
 * drain.
 * Where no region has a share, because none is legal for the origin, none is ever picked.
 */
public final class RegionPicker {
    private final RegionId[] regions;
    private final int[] shares;
    private final byte[] slots;
    private final Rendezvous rendezvous;
    private final int[] lastResorts;
    private final int[] ranks;
    private final long always;

    private RegionPicker(SortedMap<RegionId, BasisPoints> shares, List<Health> healths) {
        this.regions = shares.keySet().toArray(RegionId[]::new);
        this.shares = shares.values().stream().mapToInt(BasisPoints::value).toArray();
        this.slots = slots(this.shares);
        this.rendezvous = Rendezvous.of(regions, this.shares);
        this.lastResorts = LastResorts.of(this.shares, healths);
        this.ranks = healths.stream().mapToInt(LastResorts::rank).toArray();
        this.always = Arrays.stream(this.shares).allMatch(share -> share == 0) ? -1 : 0;
    }

    /** A picker for the shares, all regions being equally well; made once a table, not once a request. */
    public static RegionPicker of(OriginShares shares) {
        return new RegionPicker(
                shares.shares(), Collections.nCopies(shares.shares().size(), Health.UNKNOWN));
    }

    /** A picker for an origin's shares of a table and, as a last resort, the table's other regions. */
    public static RegionPicker of(RoutingTable table, OriginId origin) {
        OriginShares shares = table.sharesOf(origin);
        SortedMap<RegionId, BasisPoints> all = new TreeMap<>();
        table.regions().keySet().forEach(region -> all.put(region, shares.of(region)));
        return new RegionPicker(
                all, table.regions().values().stream().map(RegionRoute::health).toList());
    }

    /** How many regions there are, at most 64; their indexes are 0 to this, exclusive, in the order of their names. */
    public int size() {
        return regions.length;
    }

    /** The region of an index. */
    public RegionId region(int index) {
        return regions[index];
    }

    /** The index of a region; -1 if it is none of this picker's. */
    public int indexOf(RegionId region) {
        return Math.max(-1, Arrays.binarySearch(regions, region));
    }

    /**
     * A region by weight alone; not where no region has a share.
     *
     * @param random 64 uniformly random bits
     */
    public RegionId pick(long random) {
        return regions[slots[(int) Math.unsignedMultiplyHigh(random, slots.length)]];
    }

    /**
     * The region of an affinity key: the same for the same key while the shares stay, and when they change only keys
     * of the part that changed move. Not where no region has a share.
     *
     * @param key a hash of the affinity key with 64 well-mixed bits, see {@link #hash}
     */
    public RegionId pickFor(long key) {
        return regions[rendezvous.owner(Rendezvous.bucketOf(key))];
    }

    /**
     * A region by weight alone, but none of the excluded ones.
     *
     * @param random 64 uniformly random bits; where the region that {@link #pick} gives for them is not excluded, it is
     *     that one
     * @param excludedMask bit {@code i} excludes the region of index {@code i}
     * @return null if nothing is left
     */
    public @Nullable RegionId pickExcluding(long random, long excludedMask) {
        int picked = slots[(int) Math.unsignedMultiplyHigh(random, slots.length)];
        if (!isExcluded(picked, excludedMask)) {
            return regions[picked];
        }
        int left = 0;
        for (int i = 0; i < shares.length; i++) {
            left += isExcluded(i, excludedMask) ? 0 : shares[i];
        }
        // Fresh bits: given that the first pick was excluded, those of the first draw are no longer uniform.
        long point = Math.unsignedMultiplyHigh(Hash64.mix(random + Hash64.GOLDEN_RATIO), left);
        for (int i = 0; i < shares.length; i++) {
            point -= isExcluded(i, excludedMask) ? 0 : shares[i];
            if (point < 0) {
                return regions[i];
            }
        }
        return lastResort(random, excludedMask);
    }

    /**
     * The region of an affinity key, but none of the excluded ones: the next best of the key's bucket, so that an
     * excluded region's keys spread over the others and all other keys stay.
     *
     * @param key a hash of the affinity key with 64 well-mixed bits, see {@link #hash}
     * @param excludedMask bit {@code i} excludes the region of index {@code i}
     * @return null if nothing is left
     */
    public @Nullable RegionId pickForExcluding(long key, long excludedMask) {
        int bucket = Rendezvous.bucketOf(key);
        int owner = rendezvous.owner(bucket);
        if (!isExcluded(owner, excludedMask)) {
            return regions[owner];
        }
        int next = rendezvous.best(bucket, excludedMask | always);
        return next < 0 ? lastResort(key, excludedMask) : regions[next];
    }

    /** A well-mixed 64-bit hash of a key's characters: FNV-1a over its UTF-16 units, then SplitMix64's finalizer. */
    public static long hash(CharSequence key) {
        return Hash64.of(key);
    }

    /** One of the best that are left, by bits, so that a dead region's requests do not all go to one other. */
    private @Nullable RegionId lastResort(long bits, long excludedMask) {
        int first = nextLastResort(0, excludedMask);
        if (first == lastResorts.length) {
            return null;
        }
        int rank = ranks[lastResorts[first]];
        int equals = 0;
        for (int i = first; i < lastResorts.length && ranks[lastResorts[i]] == rank; i++) {
            equals += isExcluded(lastResorts[i], excludedMask) ? 0 : 1;
        }
        int skip = (int) Math.unsignedMultiplyHigh(Hash64.mix(bits + Hash64.GOLDEN_RATIO), equals);
        int picked = first;
        for (int i = 0; i < skip; i++) {
            picked = nextLastResort(picked + 1, excludedMask);
        }
        return regions[lastResorts[picked]];
    }

    private int nextLastResort(int from, long excludedMask) {
        int next = from;
        while (next < lastResorts.length && isExcluded(lastResorts[next], excludedMask)) {
            next++;
        }
        return next;
    }

    private boolean isExcluded(int index, long excludedMask) {
        return ((excludedMask | always) >>> index & 1) != 0;
    }

    /** One slot a basis point, so that a draw is one look-up and exact. */
    private static byte[] slots(int[] shares) {
        byte[] slots = new byte[BasisPoints.ONE];
        int from = 0;
        for (int i = 0; i < shares.length; i++) {
            Arrays.fill(slots, from, from + shares[i], (byte) i);
            from += shares[i];
        }
        return slots;
    }
}
