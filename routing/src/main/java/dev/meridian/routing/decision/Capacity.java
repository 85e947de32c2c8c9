package dev.meridian.routing.decision;

import dev.meridian.routing.table.BasisPoints;

/**
 * What a region can be given, as the product of what operators, health and pace say.
 *
 * @param base what operators say: their weight, or the capacity they give where any region has one; 0 where the region is
 *     not enabled or has no weight; at most 10^7
 * @param stated the same, but as it was written down, whatever was proven or is asked for; at most 10^7
 * @param score how well it serves, in basis points
 * @param dial how much of it may be used now, in basis points
 * @param admitted how much of it does not answer 429, in basis points
 * @param sizeMilliRps all of it as requests a second, in 1/1000
 * @param given whether operators gave it, so that more is too much
 */
record Capacity(long base, long stated, int score, int dial, int admitted, double sizeMilliRps, boolean given) {
    /** One, as a product of the factors. */
    static final long WHOLE = 1_000_000;

    long byBase() {
        return base;
    }

    long byHealth() {
        return base * factor(score, BasisPoints.ONE, BasisPoints.ONE);
    }

    /** All of it: what counts. */
    long byDial() {
        return base * factor(score, dial, admitted);
    }

    /** What it can take if neither doubt nor a ramp counts, in 1/1000 requests/s; nothing where it is lost or drained. */
    double undoubtedMilliRps() {
        long doubt = (long) score * dial;
        return doubt == 0 ? 0 : sizeMilliRps * BasisPoints.ONE * BasisPoints.ONE / doubt;
    }

    /** What operators, health and ramps say, whatever traffic says. */
    long byIntent() {
        return stated * factor(score, dial, BasisPoints.ONE);
    }

    /** The product in 1/1 000 000, never nothing where no factor is. */
    static long factor(int score, int dial, int admitted) {
        long product = (long) score * dial * admitted;
        return product == 0 ? 0 : Math.max(1, product / WHOLE);
    }
}
