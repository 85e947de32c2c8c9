package dev.meridian.routing.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Demand of each origin, its cost to each region, what it had there before. */
@SuppressWarnings("ArrayRecordComponent")
public record FlowProblem(
        long[] demand,
        long[][] cost,
        long @Nullable [][] held,
        long churn,
        List<List<Segment>> regions,
        long[] capacity,
        long shedCost) {
    /** A pair that is not legal. */
    public static final long FORBIDDEN = Long.MAX_VALUE;
}
