package dev.meridian.routing.intent;

/**
 * What operators want of a region at all times.
 *
 * @param weight its part of the traffic relative to the other regions' weights, 0 to 1000; 0 means none
 * @param enabled whether it takes part at all
 */
public record RegionIntent(int weight, boolean enabled) {
    /** The largest weight. */
    public static final int MAX_WEIGHT = 1_000;

    /** @throws IllegalArgumentException if the weight is not 0 to 1000 */
    public RegionIntent {
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight " + weight + " must be 0 to " + MAX_WEIGHT);
        }
    }

    /** The weight that counts: 0 where the region is not enabled. */
    public int effectiveWeight() {
        return enabled ? weight : 0;
    }
}
