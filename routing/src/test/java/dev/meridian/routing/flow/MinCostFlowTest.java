package dev.meridian.routing.flow;

import static dev.meridian.routing.flow.FlowProblem.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.Seeded;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MinCostFlowTest {
    private static final long SHED_COST = 1_000;

    @Test
    void goesToTheNearestRegionWhileItHasRoom() {
        Flow flow = solve(new long[] {10}, new long[][] {{5, 3, 9}}, region(10), region(10), region(10));
        assertThat(flow.flow()[0]).containsExactly(0, 10, 0);
        assertThat(flow.objective()).isEqualTo(30);
        assertThat(flow.marginal()[0]).isZero();
    }

    @Test
    void leavesARegionForWhomAnotherIsFartherAway() {
        Flow flow = solve(new long[] {10, 10}, new long[][] {{1, 2}, {1, 50}}, region(10), region(10));
        assertThat(flow.flow()).isDeepEqualTo(new long[][] {{0, 10}, {10, 0}});
    }

    @Test
    void goesFartherWhereALoadPriceCostsMoreThanTheWay() {
        List<Segment> near = List.of(new Segment(60, 0), new Segment(40, 20));
        Flow flow = solve(new long[] {80}, new long[][] {{0, 15}}, near, region(100));
        assertThat(flow.flow()[0]).containsExactly(60, 20);
        assertThat(flow.marginal()).containsExactly(15, 0);
    }

    @Test
    void tellsThePriceOfTheSegmentThatIsBeingFilled() {
        List<Segment> only = List.of(new Segment(60, 0), new Segment(20, 20), new Segment(20, 60));
        assertThat(solve(new long[] {30}, new long[][] {{7}}, only).marginal()).containsExactly(0);
        assertThat(solve(new long[] {70}, new long[][] {{7}}, only).marginal()).containsExactly(20);
        assertThat(solve(new long[] {80}, new long[][] {{7}}, only).marginal()).containsExactly(60);
    }

    @Test
    void shedsWhatDoesNotFit() {
        Flow flow = solve(new long[] {10, 10}, new long[][] {{1}, {2}}, region(15));
        assertThat(flow.flow()).isDeepEqualTo(new long[][] {{10}, {5}});
        assertThat(flow.shed()).containsExactly(0, 5);
        assertThat(flow.marginal()).containsExactly(SHED_COST - 2);
    }

    @Test
    void shedsRatherThanPayMoreThanSheddingCosts() {
        Flow flow = solve(new long[] {10}, new long[][] {{SHED_COST + 1}}, region(10));
        assertThat(flow.shed()).containsExactly(10);
    }

    @Test
    void staysWhereMovingCostsMoreThanItSaves() {
        long[][] held = {{10, 0}};
        List<List<Segment>> regions = List.of(region(10), region(10));
        FlowProblem near = new FlowProblem(new long[] {10}, new long[][] {{8, 3}}, held, 3, regions, SHED_COST);
        FlowProblem far = new FlowProblem(new long[] {10}, new long[][] {{10, 3}}, held, 3, regions, SHED_COST);
        assertThat(MinCostFlow.solve(near).flow()).isDeepEqualTo(held);
        assertThat(MinCostFlow.solve(far).flow()).isDeepEqualTo(new long[][] {{0, 10}});
        assertThat(MinCostFlow.solve(far).objective()).isEqualTo(30 + 2 * 30);
    }

    @Test
    void neverUsesAForbiddenPairEvenIfItIsHeld() {
        FlowProblem problem = new FlowProblem(
                new long[] {10},
                new long[][] {{FORBIDDEN, 999}},
                new long[][] {{10, 0}},
                100,
                List.of(region(10), region(10)),
                SHED_COST);
        Flow flow = MinCostFlow.solve(problem);
        assertThat(flow.flow()[0][0]).isZero();
        assertThat(flow.shed()[0]).isEqualTo(10);
        assertThat(flow.objective()).isEqualTo(10 * SHED_COST + 10 * 100);
    }

    @Test
    void isTheSameForTheSameProblem() {
        Seeded.cases(1, 1_000, random -> {
            FlowProblem problem = new RandomProblems(random).small();
            assertThat(MinCostFlow.solve(problem)).usingRecursiveComparison().isEqualTo(MinCostFlow.solve(problem));
        });
    }

    @Test
    void changesNothingOfTheProblem() {
        Seeded.cases(1, 200, random -> {
            long seed = random.nextLong();
            FlowProblem solved = new RandomProblems(new SplittableRandom(seed)).small();
            MinCostFlow.solve(solved);
            assertThat(solved)
                    .usingRecursiveComparison()
                    .isEqualTo(new RandomProblems(new SplittableRandom(seed)).small());
        });
    }

    /** Where nothing was held: what was best without a price on changes is best with one too, and costs no change. */
    @Test
    void staysWithWhatIsHeldAndOptimal() {
        Seeded.cases(1, 1_000, random -> {
            FlowProblem free = withHeld(new RandomProblems(random).small(), null, 0);
            Flow optimal = MinCostFlow.solve(free);
            Flow again = MinCostFlow.solve(withHeld(free, optimal.flow(), 7));
            assertThat(again.flow()).isDeepEqualTo(optimal.flow());
            assertThat(again.objective()).isEqualTo(optimal.objective());
        });
    }

    private static FlowProblem withHeld(FlowProblem of, long @Nullable [][] held, long churn) {
        return new FlowProblem(of.demand(), of.cost(), held, churn, of.regions(), of.shedCost());
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Flow solve(long[] demand, long[][] cost, List<Segment>... regions) {
        FlowProblem problem = new FlowProblem(demand, cost, null, 0, List.of(regions), SHED_COST);
        Flow flow = MinCostFlow.solve(problem);
        Certificate.check(problem, flow);
        return flow;
    }

    private static List<Segment> region(long size) {
        return List.of(new Segment(size, 0));
    }
}
