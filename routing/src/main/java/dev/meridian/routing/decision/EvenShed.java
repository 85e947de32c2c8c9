package dev.meridian.routing.decision;

import dev.meridian.routing.flow.Flow;
import dev.meridian.routing.flow.FlowProblem;
import dev.meridian.routing.flow.MinCostFlow;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be refused, refused evenly. The least cost alone would refuse nearly all of the one origin that is farthest, and with it
 * requests of high priority while others' low ones are served. Origins that may use the same regions bear the same part.
 */
final class EvenShed {
    private EvenShed() {}

    /** The flow of the least cost among those that refuse as little as possible, evenly; marginals and objective are of what is let in. */
    static Flow solve(FlowProblem problem) {
        Flow least = MinCostFlow.solve(problem);
        if (Arrays.stream(least.shed()).allMatch(units -> units == 0)) {
            return least;
        }
        long[] letIn = letIn(problem, least.shed());
        Flow even = MinCostFlow.solve(new FlowProblem(
                letIn,
                problem.cost(),
                held(problem, letIn),
                problem.churn(),
                problem.regions(),
                problem.shedCost(),
                problem.capacity()));
        long[] shed = new long[letIn.length];
        Arrays.setAll(shed, origin -> problem.demand()[origin] - letIn[origin] + even.shed()[origin]);
        return new Flow(even.flow(), shed, even.marginal(), even.objective());
    }

    /** Each origin's demand without its part of what is refused; the same in all as before. */
    private static long[] letIn(FlowProblem problem, long[] shed) {
        Map<BitSet, Sum> sums = new HashMap<>();
        BitSet[] legal = new BitSet[shed.length];
        for (int origin = 0; origin < shed.length; origin++) {
            legal[origin] = legal(problem.cost()[origin]);
            Sum sum = sums.computeIfAbsent(legal[origin], regions -> new Sum());
            sum.demand += problem.demand()[origin];
            sum.shed += shed[origin];
        }
        long[] letIn = new long[shed.length];
        for (int origin = 0; origin < shed.length; origin++) {
            long demand = problem.demand()[origin];
            Sum sum = sums.get(legal[origin]);
            letIn[origin] = sum == null ? demand : demand - sum.part(demand);
        }
        return letIn;
    }

    private static BitSet legal(long[] costs) {
        BitSet legal = new BitSet();
        for (int region = 0; region < costs.length; region++) {
            legal.set(region, costs[region] != FlowProblem.FORBIDDEN);
        }
        return legal;
    }

    /** What is held on to is no more than what is let in. */
    private static long @Nullable [][] held(FlowProblem problem, long[] letIn) {
        long[][] before = problem.held();
        if (before == null) {
            return null;
        }
        long[][] held = new long[before.length][];
        for (int origin = 0; origin < before.length; origin++) {
            long demand = Math.max(1, problem.demand()[origin]);
            long now = letIn[origin];
            held[origin] = Arrays.stream(before[origin])
                    .map(units -> units * now / demand)
                    .toArray();
        }
        return held;
    }

    /** Of the origins with the same regions. */
    private static final class Sum {
        private long demand;
        private long shed;
        private long taken;
        private long given;

        /** An origin's part of what is shed; rounded so that all parts sum to it. */
        long part(long of) {
            taken += of;
            long until = demand == 0 ? 0 : shed * taken / demand;
            long part = until - given;
            given = until;
            return part;
        }
    }
}
