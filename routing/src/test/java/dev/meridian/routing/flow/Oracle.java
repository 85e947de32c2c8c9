package dev.meridian.routing.flow;

import java.util.ArrayList;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** The least cost of a flow problem as another solver finds it, from the problem's own words as a linear program. */
final class Oracle {
    private final FlowProblem problem;
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final List<Expression> loads = new ArrayList<>();

    private Oracle(FlowProblem problem) {
        this.problem = problem;
    }

    static double leastCost(FlowProblem problem) {
        return new Oracle(problem).solve();
    }

    private double solve() {
        for (List<Segment> segments : problem.regions()) {
            loads.add(load(segments));
        }
        for (int o = 0; o < problem.demand().length; o++) {
            origin(o);
        }
        Optimisation.Result result = model.minimise();
        if (!result.getState().isOptimal()) {
            throw new AssertionError("the oracle fails: " + result.getState());
        }
        return model.objective().evaluate(result).doubleValue();
    }

    /** Flows less the segments that they fill are zero. */
    private Expression load(List<Segment> segments) {
        Expression load = model.newExpression("load" + loads.size()).level(0);
        for (Segment segment : segments) {
            load.set(variable(segment.price()).upper(segment.size()), -1);
        }
        return load;
    }

    private void origin(int origin) {
        Expression sent = model.newExpression("demand" + origin).level(problem.demand()[origin]);
        sent.set(variable(problem.shedCost()), 1);
        for (int r = 0; r < loads.size(); r++) {
            long cost = problem.cost()[origin][r];
            Variable flow = variable(cost == FlowProblem.FORBIDDEN ? 0 : cost);
            if (cost == FlowProblem.FORBIDDEN) {
                flow.upper(0);
            }
            sent.set(flow, 1);
            loads.get(r).set(flow, 1);
            churn(origin, r, flow);
        }
    }

    private void churn(int origin, int region, Variable flow) {
        long[][] held = problem.held();
        Expression change =
                model.newExpression("change" + origin + "-" + region).level(held == null ? 0 : held[origin][region]);
        change.set(flow, 1);
        change.set(variable(problem.churn()), -1);
        change.set(variable(problem.churn()), 1);
    }

    private Variable variable(long cost) {
        return model.newVariable("v" + model.countVariables()).lower(0).weight(cost);
    }
}
