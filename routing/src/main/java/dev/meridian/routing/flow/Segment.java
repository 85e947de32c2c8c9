package dev.meridian.routing.flow;

/**
 * One stretch of a region's capacity.
 *
 * @param size how many units it takes; 0 or more
 * @param price what each of them costs; 0 to {@link FlowProblem#MAX_COST}
 */
public record Segment(long size, long price) {
    /** @throws IllegalArgumentException if the size is negative or the price out of range */
    public Segment {
        if (size < 0) {
            throw new IllegalArgumentException("segment size " + size + " must be at least 0");
        }
        if (price < 0 || price > FlowProblem.MAX_COST) {
            throw new IllegalArgumentException("segment price " + price + " must be 0 to " + FlowProblem.MAX_COST);
        }
    }
}
