package dev.meridian.routing.decision;

/**
 * What a region can be given, as the product of what operators, health and pace say.
 *
 * @param weight the operators' weight; 0 where the region is not enabled
 * @param score how well it serves, in basis points
 * @param dial how much of it may be used now, in basis points
 */
record Capacity(int weight, int score, int dial) {
    long byWeight() {
        return weight;
    }

    long byHealth() {
        return (long) weight * score;
    }

    /** All three: what counts. */
    long byDial() {
        return byHealth() * dial;
    }
}
