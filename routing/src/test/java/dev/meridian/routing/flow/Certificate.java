package dev.meridian.routing.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Proves from a problem and its solution alone that the flow is feasible, costs what it says, and is optimal: by
 * complementary slackness no unit could be cheaper elsewhere at the marginal prices.
 */
final class Certificate {
    private final FlowProblem problem;
    private final Flow solution;

    private Certificate(FlowProblem problem, Flow solution) {
        this.problem = problem;
        this.solution = solution;
    }

    static void check(FlowProblem problem, Flow solution) {
        Certificate certificate = new Certificate(problem, solution);
        assertThat(solution.objective()).isEqualTo(certificate.objective());
        for (int r = 0; r < problem.regions().size(); r++) {
            certificate.checkRegion(r);
        }
        for (int o = 0; o < problem.demand().length; o++) {
            certificate.checkOrigin(o);
        }
    }

    private void checkRegion(int region) {
        long load = load(region);
        long marginal = solution.marginal()[region];
        long left = load;
        for (Segment segment : problem.regions().get(region)) {
            long filled = Math.min(left, segment.size());
            left -= filled;
            if (filled > 0) {
                assertThat(segment.price())
                        .as("price paid in region %s", region)
                        .isLessThanOrEqualTo(marginal);
            }
            if (filled < segment.size()) {
                assertThat(segment.price())
                        .as("price not paid in region %s", region)
                        .isGreaterThanOrEqualTo(marginal);
            }
        }
        assertThat(left).as("load of region %s beyond its size", region).isZero();
    }

    private void checkOrigin(int origin) {
        long shed = solution.shed()[origin];
        assertThat(shed).isNotNegative();
        assertThat(LongStream.of(solution.flow()[origin]).sum() + shed).isEqualTo(problem.demand()[origin]);
        long next = problem.shedCost();
        long saved = shed > 0 ? problem.shedCost() : Long.MIN_VALUE;
        for (int r = 0; r < problem.regions().size(); r++) {
            long flow = solution.flow()[origin][r];
            long cost = problem.cost()[origin][r];
            assertThat(flow).isNotNegative();
            if (cost == FlowProblem.FORBIDDEN) {
                assertThat(flow)
                        .as("flow from %s to the forbidden %s", origin, r)
                        .isZero();
                continue;
            }
            long at = cost + solution.marginal()[r];
            next = Math.min(next, at + (flow < held(origin, r) ? -problem.churn() : problem.churn()));
            if (flow > 0) {
                saved = Math.max(saved, at + (flow > held(origin, r) ? problem.churn() : -problem.churn()));
            }
        }
        assertThat(saved)
                .as("dearest unit of origin %s against its next one", origin)
                .isLessThanOrEqualTo(next);
    }

    private long objective() {
        long sum = LongStream.of(solution.shed()).sum() * problem.shedCost();
        for (int r = 0; r < problem.regions().size(); r++) {
            sum += price(problem.regions().get(r), load(r));
            for (int o = 0; o < problem.demand().length; o++) {
                long flow = solution.flow()[o][r];
                sum += flow == 0 ? 0 : flow * problem.cost()[o][r];
                sum += Math.abs(flow - held(o, r)) * problem.churn();
            }
        }
        return sum;
    }

    private static long price(List<Segment> segments, long load) {
        long left = load;
        long sum = 0;
        for (Segment segment : segments) {
            long filled = Math.min(left, segment.size());
            sum += filled * segment.price();
            left -= filled;
        }
        return sum;
    }

    private long load(int region) {
        long load = 0;
        for (long[] flows : solution.flow()) {
            load += flows[region];
        }
        return load;
    }

    private long held(int origin, int region) {
        long[][] held = problem.held();
        return held == null ? 0 : held[origin][region];
    }
}
