package dev.meridian.routing.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Problems as the decision has them: latencies, regions at most 95 % full, prices that rise with utilisation. */
final class LargeProblems {
    private static final long[] PRICES = {0, 20_000, 60_000, 200_000, 2_000_000};
    private static final int[] PERCENTS = {60, 10, 10, 5, 10};
    private static final long SHED_COST = 10_000_000;
    private static final long CHURN = 5_000;

    private final SplittableRandom random;

    LargeProblems(SplittableRandom random) {
        this.random = random;
    }

    /** Nothing is held; the regions have {@code percent} of what is asked for. */
    FlowProblem cold(int origins, int regions, int percent) {
        long[] demand = random.longs(origins, 1, FlowProblem.MAX_UNITS / Math.max(1, origins))
                .toArray();
        long[][] cost = new long[origins][];
        for (int o = 0; o < origins; o++) {
            cost[o] = random.longs(regions, 5_000, 250_000).toArray();
            if (random.nextInt(20) == 0) {
                cost[o][random.nextInt(regions)] = FlowProblem.FORBIDDEN;
            }
        }
        long size = LongStream.of(demand).sum() / regions * percent / 100;
        return new FlowProblem(demand, cost, null, CHURN, segments(regions, size), SHED_COST);
    }

    /** The same with all demands a few percent up or down, and what was optimal before held. */
    FlowProblem later(FlowProblem problem, Flow before) {
        long[] demand = LongStream.of(problem.demand())
                .map(units -> units * random.nextInt(900, 1_000) / 1_000)
                .toArray();
        return new FlowProblem(
                demand, problem.cost(), before.flow(), problem.churn(), problem.regions(), problem.shedCost());
    }

    /** Held at random, spread over all regions. */
    FlowProblem spread(FlowProblem problem) {
        long[][] held = new long[problem.demand().length][problem.regions().size()];
        for (int o = 0; o < held.length; o++) {
            for (int r = 0; r < held[o].length; r++) {
                held[o][r] = random.nextLong(problem.demand()[o] / held[o].length + 1);
            }
        }
        return new FlowProblem(
                problem.demand(), problem.cost(), held, problem.churn(), problem.regions(), problem.shedCost());
    }

    private List<List<Segment>> segments(int regions, long size) {
        List<List<Segment>> all = new ArrayList<>();
        for (int r = 0; r < regions; r++) {
            long own = size * random.nextInt(50, 151) / 100;
            List<Segment> segments = new ArrayList<>();
            for (int i = 0; i < PRICES.length; i++) {
                segments.add(new Segment(own * PERCENTS[i] / 100, PRICES[i]));
            }
            all.add(segments);
        }
        return all;
    }
}
