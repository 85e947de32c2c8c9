package dev.meridian.routing.flow;

import dev.meridian.routing.Seeded;
import org.junit.jupiter.api.Test;

class LargeProblemsTest {
    @Test
    void isProvedOptimalAtAThousandOriginsWithRoomForAll() {
        Seeded.cases(1, 10, random -> check(new LargeProblems(random).cold(1_000, 10, 150)));
    }

    @Test
    void isProvedOptimalWhereNotAllCanBeServed() {
        Seeded.cases(20, 10, random -> check(new LargeProblems(random).cold(1_000, 10, 90)));
    }

    @Test
    void isProvedOptimalFromWhatWasOptimalBefore() {
        Seeded.cases(40, 10, random -> {
            LargeProblems problems = new LargeProblems(random);
            FlowProblem before = problems.cold(1_000, 10, 120);
            check(problems.later(before, MinCostFlow.solve(before)));
        });
    }

    @Test
    void isProvedOptimalFromAnyHeldFlow() {
        Seeded.cases(60, 10, random -> {
            LargeProblems problems = new LargeProblems(random);
            check(problems.spread(problems.cold(1_000, 10, 120)));
        });
    }

    @Test
    void isProvedOptimalAtTheLargestSize() {
        Seeded.cases(80, 3, random -> {
            LargeProblems problems = new LargeProblems(random);
            check(problems.spread(problems.cold(FlowProblem.MAX_ORIGINS, FlowProblem.MAX_REGIONS, 110)));
        });
    }

    private static void check(FlowProblem problem) {
        Certificate.check(problem, MinCostFlow.solve(problem));
    }
}
