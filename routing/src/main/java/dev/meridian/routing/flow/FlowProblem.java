package dev.meridian.routing.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be minimised: the sum over all pairs of flow times cost, plus what each region's segments cost that its load
 * fills, plus {@code churn} for each unit by which a pair's flow differs from the held one, plus {@code shedCost} for each
 * unit that is refused. An origin's flows and what it sheds sum to its demand; a region's load is at most its size.
 *
 * <p>The arrays are not copied: they belong to the problem, and nobody changes them.
 *
 * @param demand the units that each origin asks for; 0 to 1 024 origins, at most {@link #MAX_UNITS} in all
 * @param cost of a unit, by origin and region; 0 to {@link #MAX_COST}, or {@link #FORBIDDEN}
 * @param held the flow to hold on to, by origin and region, at most {@link #MAX_UNITS} in all; null where there is none
 * @param churn what it costs to differ from the held flow by a unit; 0 to {@link #MAX_COST}
 * @param regions the segments of each region, 1 to 64 regions; a region's prices do not fall, its size is the sum
 * @param shedCost of a unit; 0 to {@link #MAX_COST}
 * @param capacity the size of each region by which equally good flows are evened out; 0 or more
 */
@SuppressWarnings("ArrayRecordComponent")
public record FlowProblem(
        long[] demand,
        long[][] cost,
        long @Nullable [][] held,
        long churn,
        List<List<Segment>> regions,
        long shedCost,
        long[] capacity) {
    /** The cost of a pair that is not legal: nothing flows there, whatever that costs. */
    public static final long FORBIDDEN = Long.MAX_VALUE;

    /** With it a demand times a cost, and the sum of all such products, fit into a long. */
    public static final long MAX_UNITS = 1_000_000_000;

    /** With it a demand times a cost, and the sum of all such products, fit into a long. */
    public static final long MAX_COST = 100_000_000;

    public static final int MAX_ORIGINS = 1_024;

    public static final int MAX_REGIONS = 64;

    /** @throws IllegalArgumentException if something is out of its range, or of another shape than the rest */
    public FlowProblem {
        regions = regions.stream().map(List::copyOf).toList();
        FlowRanges.sizes(demand.length, regions.size());
        FlowRanges.units("demand", demand);
        FlowRanges.costs(cost, demand.length, regions.size());
        if (held != null) {
            FlowRanges.held(held, demand.length, regions.size());
        }
        FlowRanges.cost("churn", churn);
        FlowRanges.cost("shed cost", shedCost);
        FlowRanges.prices(regions);
        FlowRanges.capacities(capacity, regions.size());
    }

    /** A problem whose equally good flows are evened out by the sizes of the regions. */
    public FlowProblem(
            long[] demand,
            long[][] cost,
            long @Nullable [][] held,
            long churn,
            List<List<Segment>> regions,
            long shedCost) {
        this(demand, cost, held, churn, regions, shedCost, sizes(regions));
    }

    private static long[] sizes(List<List<Segment>> regions) {
        return regions.stream().mapToLong(FlowProblem::size).toArray();
    }

    private static long size(List<Segment> segments) {
        long size = 0;
        for (Segment segment : segments) {
            size = segment.size() > Long.MAX_VALUE - size ? Long.MAX_VALUE : size + segment.size();
        }
        return size;
    }
}
