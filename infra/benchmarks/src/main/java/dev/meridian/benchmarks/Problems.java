package dev.meridian.benchmarks;

import dev.meridian.routing.flow.Flow;
import dev.meridian.routing.flow.FlowProblem;
import dev.meridian.routing.flow.Segment;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Flow problems such as the decision makes: latencies in microseconds, a little more room than is asked for. */
final class Problems {
    private static final long MAX_DEMAND = 900_000;
    private static final long CHURN = 5_000;
    private static final long SHED_COST = 10_000_000;

    private Problems() {}

    static FlowProblem cold(Size size) {
        SplittableRandom random = new SplittableRandom(1);
        long[] demand = random.longs(size.origins(), 1, MAX_DEMAND).toArray();
        long[][] cost = IntStream.range(0, size.origins())
                .mapToObj(_ -> random.longs(size.regions(), 5_000, 250_000).toArray())
                .toArray(long[][]::new);
        List<Segment> region = segments(LongStream.of(demand).sum() * 12 / 10 / size.regions());
        return new FlowProblem(demand, cost, null, CHURN, Collections.nCopies(size.regions(), region), SHED_COST);
    }

    static FlowProblem held(FlowProblem before, Flow flow) {
        SplittableRandom random = new SplittableRandom(2);
        long[] demand = LongStream.of(before.demand())
                .map(units -> units * random.nextInt(900, 1_000) / 1_000)
                .toArray();
        return new FlowProblem(demand, before.cost(), flow.flow(), CHURN, before.regions(), SHED_COST);
    }

    private static List<Segment> segments(long size) {
        return List.of(
                new Segment(size * 60 / 100, 0),
                new Segment(size / 10, 20_000),
                new Segment(size / 10, 60_000),
                new Segment(size / 20, 200_000),
                new Segment(size / 10, 2_000_000));
    }
}
