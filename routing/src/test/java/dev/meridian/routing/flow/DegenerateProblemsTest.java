package dev.meridian.routing.flow;

import static dev.meridian.routing.flow.FlowProblem.FORBIDDEN;
import static dev.meridian.routing.flow.FlowProblem.MAX_COST;
import static dev.meridian.routing.flow.FlowProblem.MAX_UNITS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DegenerateProblemsTest {
    private static final List<Segment> TEN = List.of(new Segment(10, 0));
    private static final List<Segment> NOTHING = List.of();

    @Test
    void noOrigins() {
        Flow flow = solve(new long[0], new long[0][], null, 5, TEN, TEN);
        assertThat(flow.objective()).isZero();
        assertThat(flow.marginal()).containsExactly(0, 0);
    }

    @Test
    void noDemandAtAll() {
        Flow flow = solve(new long[] {0, 0}, new long[][] {{1, 2}, {2, 1}}, null, 5, TEN, TEN);
        assertThat(flow.objective()).isZero();
        assertThat(flow.marginal()).containsExactly(0, 0);
    }

    @Test
    void noDemandOfSome() {
        Flow flow = solve(new long[] {0, 4}, new long[][] {{1, 2}, {2, 1}}, null, 5, TEN, TEN);
        assertThat(flow.flow()).isDeepEqualTo(new long[][] {{0, 0}, {0, 4}});
    }

    @Test
    void noDemandOfWhatIsHeld() {
        Flow flow = solve(new long[] {0}, new long[][] {{1, 2}}, new long[][] {{3, 4}}, 5, TEN, TEN);
        assertThat(flow.flow()[0]).containsExactly(0, 0);
        assertThat(flow.objective()).isEqualTo(7 * 5);
    }

    @Test
    void oneRegion() {
        assertThat(solve(new long[] {3, 4}, new long[][] {{1}, {2}}, null, 0, TEN)
                        .flow())
                .isDeepEqualTo(new long[][] {{3}, {4}});
    }

    @Test
    void equalCostsAndNoRoomToSpare() {
        Flow flow = solve(new long[] {10, 10}, new long[][] {{1, 1}, {1, 1}}, null, 0, TEN, TEN);
        assertThat(flow.shed()).containsExactly(0, 0);
        assertThat(flow.objective()).isEqualTo(20);
    }

    @Test
    void aRegionOfSizeZeroTellsWhatAUnitWouldSaveThere() {
        Flow flow = solve(new long[] {9}, new long[][] {{1, 8}}, null, 0, NOTHING, TEN);
        assertThat(flow.flow()[0]).containsExactly(0, 9);
        assertThat(flow.marginal()[0]).isEqualTo(8 - 1);
    }

    @Test
    void allSizesZero() {
        List<Segment> zero = List.of(new Segment(0, 0), new Segment(0, 9));
        Flow flow = solve(new long[] {10, 5}, new long[][] {{1, 2}, {3, 4}}, null, 5, zero, NOTHING);
        assertThat(flow.shed()).containsExactly(10, 5);
    }

    @Test
    void noLegalRegionForAnOrigin() {
        Flow flow = solve(new long[] {4, 4}, new long[][] {{FORBIDDEN, FORBIDDEN}, {1, FORBIDDEN}}, null, 0, TEN, TEN);
        assertThat(flow.shed()).containsExactly(4, 0);
        assertThat(flow.flow()[1]).containsExactly(4, 0);
    }

    @Test
    void moreHeldThanAskedFor() {
        Flow flow = solve(new long[] {4}, new long[][] {{9, 1}}, new long[][] {{7, 7}}, 2, TEN, TEN);
        assertThat(flow.flow()[0]).containsExactly(0, 4);
        assertThat(flow.objective()).isEqualTo(4 + 2 * (7 + 3));
    }

    @Test
    void moreHeldInARegionThanItHasRoomFor() {
        Flow flow = solve(
                new long[] {15, 15}, new long[][] {{1, 2}, {1, 2}}, new long[][] {{15, 0}, {15, 0}}, 50, TEN, TEN);
        assertThat(flow.flow()[0][0] + flow.flow()[1][0]).isEqualTo(10);
        assertThat(flow.shed()[0] + flow.shed()[1]).isEqualTo(10);
    }

    @Test
    void sheddingForNothing() {
        FlowProblem problem = new FlowProblem(new long[] {5}, new long[][] {{1}}, null, 0, List.of(TEN), 0);
        assertThat(MinCostFlow.solve(problem).shed()).containsExactly(5);
    }

    @Test
    void theLargestFiguresThereMayBe() {
        long[] demand = {MAX_UNITS / 2, MAX_UNITS / 2};
        long[][] cost = {{MAX_COST, MAX_COST}, {MAX_COST, MAX_COST}};
        long[][] held = {{0, 0}, {0, MAX_UNITS}};
        List<Segment> endless = List.of(new Segment(1, MAX_COST), new Segment(Long.MAX_VALUE, MAX_COST));
        FlowProblem problem = new FlowProblem(demand, cost, held, MAX_COST, List.of(endless, endless), MAX_COST);
        Certificate.check(problem, MinCostFlow.solve(problem));
    }

    @Test
    void theMostRegionsAndAUnitForEach() {
        long[][] cost = new long[1][FlowProblem.MAX_REGIONS];
        List<List<Segment>> regions = Collections.nCopies(FlowProblem.MAX_REGIONS, List.of(new Segment(1, 3)));
        FlowProblem problem = new FlowProblem(new long[] {64}, cost, null, 0, regions, 10);
        assertThat(MinCostFlow.solve(problem).flow()[0]).containsOnly(1);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Flow solve(
            long[] demand, long[][] cost, long @Nullable [][] held, long churn, List<Segment>... regions) {
        FlowProblem problem = new FlowProblem(demand, cost, held, churn, List.of(regions), 1_000);
        Flow flow = MinCostFlow.solve(problem);
        Certificate.check(problem, flow);
        return flow;
    }
}
