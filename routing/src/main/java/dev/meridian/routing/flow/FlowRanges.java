package dev.meridian.routing.flow;

import java.util.List;

/** What a problem may hold. Each check throws an IllegalArgumentException that says what is wrong, where, and the limit. */
final class FlowRanges {
    private FlowRanges() {}

    static void sizes(int origins, int regions) {
        if (origins > FlowProblem.MAX_ORIGINS) {
            throw new IllegalArgumentException(origins + " origins, there must be at most " + FlowProblem.MAX_ORIGINS);
        }
        if (regions < 1 || regions > FlowProblem.MAX_REGIONS) {
            throw new IllegalArgumentException(regions + " regions, there must be 1 to " + FlowProblem.MAX_REGIONS);
        }
    }

    static void units(String what, long[] units) {
        sum(what, units, 0);
    }

    static void costs(long[][] cost, int origins, int regions) {
        shape("cost", cost, origins, regions);
        for (int o = 0; o < origins; o++) {
            for (int r = 0; r < regions; r++) {
                if (cost[o][r] != FlowProblem.FORBIDDEN) {
                    cost("cost of origin " + o + " and region " + r, cost[o][r]);
                }
            }
        }
    }

    static void held(long[][] held, int origins, int regions) {
        shape("held", held, origins, regions);
        long sum = 0;
        for (int o = 0; o < origins; o++) {
            sum = sum("held of origin " + o, held[o], sum);
        }
    }

    static void cost(String what, long cost) {
        if (cost < 0 || cost > FlowProblem.MAX_COST) {
            throw new IllegalArgumentException(what + " is " + cost + ", it must be 0 to " + FlowProblem.MAX_COST);
        }
    }

    static void prices(List<List<Segment>> regions) {
        for (int r = 0; r < regions.size(); r++) {
            long before = 0;
            for (Segment segment : regions.get(r)) {
                if (segment.price() < before) {
                    throw new IllegalArgumentException("prices of region " + r + " fall from " + before + " to "
                            + segment.price() + ", they must not fall");
                }
                before = segment.price();
            }
        }
    }

    static void capacities(long[] capacity, int regions) {
        if (capacity.length != regions) {
            throw new IllegalArgumentException(capacity.length + " capacities, there must be " + regions);
        }
        for (int r = 0; r < regions; r++) {
            if (capacity[r] < 0) {
                throw new IllegalArgumentException(
                        "capacity of region " + r + " is " + capacity[r] + ", it must be at least 0");
            }
        }
    }

    private static void shape(String what, long[][] matrix, int origins, int regions) {
        if (matrix.length != origins) {
            throw new IllegalArgumentException(what + " has " + matrix.length + " rows, it must have " + origins);
        }
        for (int o = 0; o < origins; o++) {
            if (matrix[o].length != regions) {
                throw new IllegalArgumentException(
                        what + " of origin " + o + " has " + matrix[o].length + " regions, it must have " + regions);
            }
        }
    }

    private static long sum(String what, long[] units, long before) {
        long sum = before;
        for (int i = 0; i < units.length; i++) {
            if (units[i] < 0 || units[i] > FlowProblem.MAX_UNITS - sum) {
                throw new IllegalArgumentException(what + " at " + i + " is " + units[i]
                        + ", it must be at least 0 and all must sum to at most " + FlowProblem.MAX_UNITS);
            }
            sum += units[i];
        }
        return sum;
    }
}
