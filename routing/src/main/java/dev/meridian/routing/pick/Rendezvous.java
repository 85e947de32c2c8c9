package dev.meridian.routing.pick;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.Arrays;

/**
 * Weighted rendezvous hashing over a fixed number of buckets (Thaler and Ravishankar 1998; weights as in Schindelhauer
 * and Schomaker 2005): each region draws a number u for each bucket, and the highest score -w/ln(u) has it. When one
 * region's weight changes and the others keep their proportions, only buckets from or to that region move. Immutable.
 *
 * <p>Two measures keep each region's part of the buckets within {@link #TOLERANCE} of its share. A region draws each of
 * 16 384 numbers exactly once, in an order of its own, so that none is lucky on the whole (a Latin hypercube); and where
 * the rest of luck is still too much, the weights are corrected, by as little as will do. The correction depends on the
 * shares alone, so all edges agree; the price is that a table change may move some 0.1 % of the buckets needlessly.
 */
final class Rendezvous {
    /** The buckets; a power of two, so that the remainder of a well-mixed key is its low bits. */
    static final int BUCKETS = 16_384;

    /** How many buckets a region may have over or under its share: 0.3 points of all. */
    static final int TOLERANCE = BUCKETS * 3 / 1_000;

    /** A correction takes some 10 rounds; after this many the rest of the error is a few buckets and stays. */
    private static final int MAX_ROUNDS = 50;

    /** -ln(u) of each draw. StrictMath, because every edge must find the same. */
    private static final double[] COSTS = costs();

    private final char[][] draws;
    private final double[] weights;
    private final byte[] buckets;

    private Rendezvous(char[][] draws, double[] weights, byte[] buckets) {
        this.draws = draws;
        this.weights = weights;
        this.buckets = buckets;
    }

    /**
     * Gives the buckets to the regions.
     *
     * @param shares of the regions, summing to 10 000
     */
    static Rendezvous of(RegionId[] regions, int[] shares) {
        char[][] draws = new char[regions.length][];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = shuffled(Hash64.of(regions[i].value()));
        }
        double[] weights = Arrays.stream(shares).asDoubleStream().toArray();
        byte[] buckets = assigned(draws, weights);
        for (int round = 0; round < MAX_ROUNDS && corrected(weights, shares, buckets); round++) {
            buckets = assigned(draws, weights);
        }
        return new Rendezvous(draws, weights, buckets);
    }

    static int bucketOf(long key) {
        return (int) (key & (BUCKETS - 1));
    }

    /** The index of the region that has a bucket. */
    int owner(int bucket) {
        return buckets[bucket];
    }

    /** The index of the best region for a bucket among those with a share that are not excluded; -1 if there is none. */
    int best(int bucket, long excludedMask) {
        return best(draws, weights, bucket, excludedMask);
    }

    private static byte[] assigned(char[][] draws, double[] weights) {
        byte[] buckets = new byte[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            buckets[bucket] = (byte) best(draws, weights, bucket, 0);
        }
        return buckets;
    }

    private static int best(char[][] draws, double[] weights, int bucket, long excludedMask) {
        int best = -1;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && (excludedMask >>> i & 1) == 0) {
                // The lowest -ln(u)/w is the highest -w/ln(u).
                double cost = COSTS[draws[i][bucket]] / weights[i];
                if (cost < bestCost) {
                    bestCost = cost;
                    best = i;
                }
            }
        }
        return best;
    }

    /** Moves the weight of each region that has too many or too few buckets; says whether there was one. */
    private static boolean corrected(double[] weights, int[] shares, byte[] buckets) {
        int[] counts = new int[weights.length];
        for (byte region : buckets) {
            if (region >= 0) { // no region has a bucket where none has a share
                counts[region]++;
            }
        }
        boolean any = false;
        for (int i = 0; i < weights.length; i++) {
            double fair = (double) shares[i] * BUCKETS / BasisPoints.ONE;
            double wanted = Math.clamp(counts[i], fair - TOLERANCE, fair + TOLERANCE);
            if (shares[i] > 0 && wanted != counts[i]) {
                weights[i] *= wanted / Math.max(1, counts[i]);
                any = true;
            }
        }
        return any;
    }

    /** The numbers 0 to 16 383 in an order of the seed's own (Fisher and Yates, by SplitMix64). */
    private static char[] shuffled(long seed) {
        char[] numbers = new char[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            long bits = Hash64.mix(seed + (i + 1) * Hash64.GOLDEN_RATIO);
            int j = (int) Math.unsignedMultiplyHigh(bits, i + 1);
            numbers[i] = numbers[j];
            numbers[j] = (char) i;
        }
        return numbers;
    }

    private static double[] costs() {
        double[] costs = new double[BUCKETS];
        for (int draw = 0; draw < BUCKETS; draw++) {
            costs[draw] = -StrictMath.log((draw + 0.5) / BUCKETS);
        }
        return costs;
    }
}
