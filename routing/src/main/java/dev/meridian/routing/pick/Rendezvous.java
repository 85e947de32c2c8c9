package dev.meridian.routing.pick;

import dev.meridian.routing.region.RegionId;

/**
 * Weighted rendezvous hashing over a fixed number of buckets (Thaler and Ravishankar 1998; weights as in Schindelhauer
 * and Schomaker 2005): each region draws a number u for each bucket, and the highest score -w/ln(u) has it. When one
 * region's weight changes and the others keep their proportions, only buckets from or to that region move. Immutable.
 */
final class Rendezvous {
    /** The buckets; a power of two, so that the remainder of a well-mixed key is its low bits. */
    static final int BUCKETS = 16_384;

    private final long[] seeds;
    private final int[] weights;

    private Rendezvous(long[] seeds, int[] weights) {
        this.seeds = seeds;
        this.weights = weights;
    }

    static Rendezvous of(RegionId[] regions, int[] weights) {
        long[] seeds = new long[regions.length];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = Hash64.of(regions[i].value());
        }
        return new Rendezvous(seeds, weights);
    }

    static int bucketOf(long key) {
        return (int) (key & (BUCKETS - 1));
    }

    /** The best region of each bucket. */
    byte[] buckets() {
        byte[] buckets = new byte[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            buckets[bucket] = (byte) best(bucket, 0);
        }
        return buckets;
    }

    /** The best region of a bucket that has a weight and is not excluded; -1 if there is none. */
    int best(int bucket, long excludedMask) {
        int best = -1;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && !RegionPicker.isExcluded(i, excludedMask)) {
                // The lowest -ln(u)/w is the highest -w/ln(u). StrictMath: every machine must find the same.
                double cost = -StrictMath.log(draw(seeds[i], bucket)) / weights[i];
                if (cost < bestCost) {
                    bestCost = cost;
                    best = i;
                }
            }
        }
        return best;
    }

    /** Between 0 and 1, both exclusive. */
    private static double draw(long seed, int bucket) {
        long bits = Hash64.mix(seed + (bucket + 1) * Hash64.GOLDEN_RATIO);
        return ((bits >>> 11) + 0.5) * 0x1p-53;
    }
}
