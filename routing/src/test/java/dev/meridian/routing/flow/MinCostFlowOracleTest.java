package dev.meridian.routing.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.routing.Seeded;
import org.junit.jupiter.api.Test;

class MinCostFlowOracleTest {
    private static final double RELATIVE = 1e-9;

    @Test
    void costsAsLittleAsTheOracleSaysInManySmallProblems() {
        Seeded.cases(1, 10_000, random -> check(new RandomProblems(random).small()));
    }

    @Test
    void costsAsLittleAsTheOracleSaysInMediumProblems() {
        Seeded.cases(1_000_000, 300, random -> check(new RandomProblems(random).next(30, 8, 1_000)));
    }

    private static void check(FlowProblem problem) {
        Flow flow = MinCostFlow.solve(problem);
        Certificate.check(problem, flow);
        double least = Oracle.leastCost(problem);
        assertThat((double) flow.objective()).isEqualTo(least, within(Math.max(1, least) * RELATIVE));
    }
}
