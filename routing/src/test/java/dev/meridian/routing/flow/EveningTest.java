package dev.meridian.routing.flow;

import static dev.meridian.routing.flow.FlowProblem.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.routing.Seeded;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EveningTest {
    private static final long SHED_COST = 1_000;

    @Test
    void oneOriginFillsEquallyGoodRegionsInProportionToTheirSizes() {
        Seeded.cases(1, 2_000, random -> {
            long[] capacity = random.longs(random.nextInt(1, 7), 0, 100_000).toArray();
            long demand = random.nextLong(sum(capacity) + 1);
            long[] flow = solve(new long[] {demand}, new long[1][capacity.length], capacity)
                    .flow()[0];
            for (int r = 0; r < capacity.length; r++) {
                double exact = (double) demand * capacity[r] / Math.max(1, sum(capacity));
                assertThat((double) flow[r]).isEqualTo(exact, within(1.0));
            }
        });
    }

    @Test
    void eachOriginUsesAllRegionsThatAreEquallyGoodToIt() {
        Flow flow = solve(new long[] {100, 200, 300}, new long[3][3], 1_000, 1_000, 2_000);
        assertThat(flow.flow()).isDeepEqualTo(new long[][] {{25, 25, 50}, {50, 50, 100}, {75, 75, 150}});
    }

    @Test
    void originsWithAChoiceMakeUpForThoseWithoutOne() {
        long[][] cost = {{0, FORBIDDEN}, {0, 0}};
        assertThat(solve(new long[] {100, 300}, cost, 1_000, 1_000).flow())
                .isDeepEqualTo(new long[][] {{100, 0}, {100, 200}});
        assertThat(solve(new long[] {300, 100}, cost, 1_000, 1_000).flow())
                .isDeepEqualTo(new long[][] {{300, 0}, {0, 100}});
    }

    @Test
    void leavesFartherRegionsAlone() {
        assertThat(solve(new long[] {300}, new long[][] {{5, 6, 5}}, 1_000, 1_000, 2_000)
                        .flow()[0])
                .containsExactly(100, 0, 200);
    }

    @Test
    void staysWithinTheSegmentOfItsPrice() {
        List<Segment> dearAfterTen = List.of(new Segment(10, 0), new Segment(990, 7));
        FlowProblem problem = new FlowProblem(
                new long[] {100},
                new long[1][2],
                null,
                0,
                List.of(dearAfterTen, List.of(new Segment(1_000, 0))),
                SHED_COST);
        assertThat(MinCostFlow.solve(problem).flow()[0]).containsExactly(10, 90);
    }

    @Test
    void staysWithWhatIsHeldWhereMovingHasAPrice() {
        List<List<Segment>> regions = Collections.nCopies(2, List.of(new Segment(1_000, 0)));
        long[][] held = {{90, 10}};
        FlowProblem dear = new FlowProblem(new long[] {100}, new long[1][2], held, 1, regions, SHED_COST);
        FlowProblem free = new FlowProblem(new long[] {100}, new long[1][2], held, 0, regions, SHED_COST);
        assertThat(MinCostFlow.solve(dear).flow()).isDeepEqualTo(held);
        assertThat(MinCostFlow.solve(free).flow()[0]).containsExactly(50, 50);
    }

    @Test
    void goesByTheCapacityThatIsGivenAndNotByTheSegments() {
        assertThat(endless(40, 10, 30)).containsExactly(10, 30);
        assertThat(endless(40, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4 * 3)).containsExactly(10, 30);
        assertThat(endless(40, 0, 30)).containsExactly(0, 40);
        assertThat(endless(40, 0, 0)).containsExactly(20, 20);
    }

    private static long[] endless(long demand, long... capacity) {
        List<List<Segment>> regions = Collections.nCopies(2, List.of(new Segment(Long.MAX_VALUE, 0)));
        long[][] none = new long[1][2];
        FlowProblem problem = new FlowProblem(new long[] {demand}, none, none, 0, regions, SHED_COST, capacity);
        return MinCostFlow.solve(problem).flow()[0];
    }

    @Test
    void manyOriginsLevelTheLoads() {
        Seeded.cases(1, 200, random -> {
            long[] demand = random.longs(50, 0, 1_000).toArray();
            long[] capacity = random.longs(5, 10_000, 50_000).toArray();
            Flow flow = solve(demand, new long[50][5], capacity);
            for (int r = 0; r < capacity.length; r++) {
                double exact = (double) sum(demand) * capacity[r] / sum(capacity);
                assertThat((double) load(flow, r)).isEqualTo(exact, within(5.0));
            }
        });
    }

    @Test
    void costsNothing() {
        Seeded.cases(1, 5_000, random -> {
            FlowProblem problem = new RandomProblems(random).small();
            Network network = new Network(problem);
            NetworkSimplex.optimise(network);
            Duals duals = Duals.of(network);
            long before = MinCostFlow.result(problem, network, duals).objective();
            Evening.evenOut(network, duals, problem.capacity());
            Flow after = MinCostFlow.result(problem, network, duals);
            assertThat(after.objective()).isEqualTo(before);
            Certificate.check(problem, after);
        });
    }

    private static Flow solve(long[] demand, long[][] cost, long... capacity) {
        List<List<Segment>> regions = Arrays.stream(capacity)
                .mapToObj(size -> List.of(new Segment(size, 0)))
                .toList();
        FlowProblem problem = new FlowProblem(demand, cost, null, 0, regions, SHED_COST);
        Flow flow = MinCostFlow.solve(problem);
        Certificate.check(problem, flow);
        return flow;
    }

    private static long load(Flow flow, int region) {
        return Arrays.stream(flow.flow()).mapToLong(row -> row[region]).sum();
    }

    private static long sum(long[] all) {
        return LongStream.of(all).sum();
    }
}
