package dev.meridian.routing.flow;

/**
 * An optimal flow. Whoever asked for it may keep its arrays.
 *
 * @param flow the units that each origin sends to each region
 * @param shed the units of each origin that are refused
 * @param marginal what the next unit of load in each region would cost: the price of the segment that it would fill, or
 *     less where it is cheaper to move another unit elsewhere. Where a region has no size at all, what the next unit of
 *     demand would save if it could go there. It is a dual price of the region: with it the flow can be proved to be optimal
 * @param objective what the flow costs, by {@link FlowProblem}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Flow(long[][] flow, long[] shed, long[] marginal, long objective) {}
