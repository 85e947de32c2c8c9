package dev.meridian.routing.pick;

/** 64-bit hashes that are the same on every machine. */
final class Hash64 {
    /** 2^64 divided by the golden ratio, odd: SplitMix64's increment (Steele, Lea and Flood, OOPSLA 2014). */
    static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** Fowler, Noll and Vo's offset basis and prime for 64 bits, as in draft-eastlake-fnv. */
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;

    private static final long FNV_PRIME = 0x100000001B3L;

    private Hash64() {}

    /** FNV-1a over the UTF-16 units, then {@link #mix}: FNV alone leaves the high bits of short keys alike. */
    static long of(CharSequence key) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** SplitMix64's finalizer, variant 13 of Stafford's: a bijection in which every bit depends on every other. */
    static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
