package dev.meridian.routing.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Flow problems of any kind: with ties, forbidden pairs, nothing to send, nowhere to send it, and more held than asked for. */
final class RandomProblems {
    private final SplittableRandom random;

    RandomProblems(SplittableRandom random) {
        this.random = random;
    }

    FlowProblem small() {
        return next(random.nextInt(1, 7), random.nextInt(1, 6), 200);
    }

    FlowProblem next(int origins, int regions, int unitsByOrigin) {
        long[] demand = new long[origins];
        long[][] cost = new long[origins][regions];
        int costs = oneOf(1, 3, 20, 300);
        for (int o = 0; o < origins; o++) {
            demand[o] = oneIn(6) ? 0 : random.nextInt(unitsByOrigin + 1);
            boolean nowhere = oneIn(20);
            for (int r = 0; r < regions; r++) {
                cost[o][r] = nowhere || oneIn(10) ? FlowProblem.FORBIDDEN : random.nextInt(costs);
            }
        }
        int sizeOfAll = (int) (LongStream.of(demand).sum() * oneOf(50, 90, 110, 150, 300) / 100);
        return new FlowProblem(
                demand,
                cost,
                random.nextInt(3) == 0 ? null : held(demand, regions),
                random.nextBoolean() ? 0 : random.nextInt(50),
                segments(regions, sizeOfAll / regions),
                oneIn(10) ? random.nextInt(100) : 1_000);
    }

    private long @Nullable [][] held(long[] demand, int regions) {
        long[][] held = new long[demand.length][regions];
        for (int o = 0; o < demand.length; o++) {
            long left = oneIn(3) ? demand[o] * 2 : demand[o];
            for (int r = 0; r < regions; r++) {
                held[o][r] = oneIn(3) ? 0 : random.nextLong(left + 1);
                left -= held[o][r];
            }
        }
        return held;
    }

    private List<List<Segment>> segments(int regions, int size) {
        List<List<Segment>> all = new ArrayList<>();
        for (int r = 0; r < regions; r++) {
            all.add(segments(oneIn(8) ? 0 : size));
        }
        return all;
    }

    private List<Segment> segments(int size) {
        List<Segment> segments = new ArrayList<>();
        int count = random.nextInt(5);
        long price = 0;
        for (int i = 0; i < count; i++) {
            price += oneIn(4) ? 0 : random.nextInt(60);
            segments.add(new Segment(oneIn(8) ? 0 : random.nextInt(2 * size / count + 1), price));
        }
        return segments;
    }

    private boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    private int oneOf(int... all) {
        return all[random.nextInt(all.length)];
    }
}
