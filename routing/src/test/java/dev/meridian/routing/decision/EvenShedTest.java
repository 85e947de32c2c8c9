package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.flow.Flow;
import dev.meridian.routing.flow.FlowProblem;
import dev.meridian.routing.flow.MinCostFlow;
import dev.meridian.routing.flow.Segment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvenShedTest {
    private static final long SHED_COST = 10_000;

    @Test
    void theFarthestOriginIsNotTheOnlyOneRefused() {
        FlowProblem problem = problem(new long[] {300, 100}, new long[][] {{10, 20}, {500, 600}}, 150, 50);
        assertThat(MinCostFlow.solve(problem).shed()).containsExactly(100, 100);
        Flow even = EvenShed.solve(problem);
        assertThat(even.shed()).containsExactly(150, 50);
        assertThat(loads(even)).containsExactly(150, 50);
    }

    @Test
    void anOriginThatMayUseOtherRegionsDoesNotBearWhatTheseCannotServe() {
        long[][] costs = {{10, FlowProblem.FORBIDDEN}, {10, FlowProblem.FORBIDDEN}, {FlowProblem.FORBIDDEN, 10}};
        Flow even = EvenShed.solve(problem(new long[] {100, 300, 50}, costs, 200, 50));
        assertThat(even.shed()).containsExactly(50, 150, 0);
    }

    @Test
    void asLittleIsRefusedAsCanBe() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            int origins = 1 + random.nextInt(6);
            long[] demand = random.longs(origins, 0, 1_000).toArray();
            long[][] costs = new long[origins][3];
            for (long[] of : costs) {
                Arrays.setAll(of, r -> random.nextInt(4) == 0 ? FlowProblem.FORBIDDEN : random.nextInt(1_000));
            }
            long[] sizes = random.longs(3, 0, 1_000).toArray();
            FlowProblem problem = problem(demand, costs, sizes);
            Flow even = EvenShed.solve(problem);
            assertThat(Arrays.stream(even.shed()).sum())
                    .as("seed %d, problem %d", seed, i)
                    .isEqualTo(Arrays.stream(MinCostFlow.solve(problem).shed()).sum());
            for (int o = 0; o < origins; o++) {
                assertThat(Arrays.stream(even.flow()[o]).sum() + even.shed()[o])
                        .as("seed %d, problem %d", seed, i)
                        .isEqualTo(demand[o]);
            }
        }
    }

    private static FlowProblem problem(long[] demand, long[][] costs, long... sizes) {
        List<List<Segment>> regions = Arrays.stream(sizes)
                .mapToObj(size -> List.of(new Segment(size, 0)))
                .toList();
        return new FlowProblem(demand, costs, null, 0, regions, SHED_COST);
    }

    private static long[] loads(Flow flow) {
        long[] loads = new long[flow.flow()[0].length];
        Arrays.setAll(
                loads,
                region -> Arrays.stream(flow.flow()).mapToLong(of -> of[region]).sum());
        return loads;
    }
}
