package dev.meridian.routing.flow;

import org.jspecify.annotations.Nullable;

/**
 * The problem as a network, and the flow in it. Its nodes are the origins, the regions and one root, to which all demand
 * flows; its arcs lead from origins to regions (pairs), from origins to the root (what is shed) and from regions to the
 * root (their loads). The cost of each arc is convex and piecewise linear: a pair's changes at the held flow.
 *
 * <p>Arcs are numbered: pairs by origin, then sheds, then loads. Nodes too: origins, then regions, then the root.
 */
final class Network {
    /** The cost of a pair that is not legal: more than any path can save. */
    private static final long NEVER = 1_000_000_000_000_000L;

    final int origins;
    final int regions;
    final int root;
    final int pairs;
    final int arcs;
    final long churn;
    final long shedCost;
    final long[] cost;
    final long[] held;
    final Curve[] curves;
    final long[] flow;

    Network(FlowProblem problem) {
        origins = problem.demand().length;
        regions = problem.regions().size();
        root = origins + regions;
        pairs = origins * regions;
        arcs = pairs + origins + regions;
        churn = problem.churn();
        shedCost = problem.shedCost();
        cost = new long[pairs];
        held = new long[pairs];
        curves = problem.regions().stream().map(Curve::of).toArray(Curve[]::new);
        flow = new long[arcs];
        for (int o = 0; o < origins; o++) {
            fill(o, problem.cost()[o], problem.held() == null ? null : problem.held()[o]);
            hold(o, problem.demand()[o]);
        }
    }

    private void fill(int origin, long[] costs, long @Nullable [] holds) {
        for (int r = 0; r < regions; r++) {
            boolean legal = costs[r] != FlowProblem.FORBIDDEN;
            cost[pair(origin, r)] = legal ? costs[r] : NEVER;
            held[pair(origin, r)] = legal && holds != null ? holds[r] : 0;
        }
    }

    /** The flow to start from: what is held, as far as the demand goes, and the rest shed. */
    private void hold(int origin, long demand) {
        long left = demand;
        for (int r = 0; r < regions; r++) {
            int pair = pair(origin, r);
            flow[pair] = Math.min(held[pair], left);
            flow[load(r)] += flow[pair];
            left -= flow[pair];
        }
        flow[shed(origin)] = left;
    }

    int pair(int origin, int region) {
        return origin * regions + region;
    }

    int shed(int origin) {
        return pairs + origin;
    }

    int load(int region) {
        return pairs + origins + region;
    }

    boolean isPair(int arc) {
        return arc < pairs;
    }

    boolean isLoad(int arc) {
        return arc >= pairs + origins;
    }

    Curve curve(int load) {
        return curves[load - pairs - origins];
    }

    int tail(int arc) {
        if (isPair(arc)) {
            return arc / regions;
        }
        return arc - pairs;
    }

    int head(int arc) {
        return isPair(arc) ? origins + arc % regions : root;
    }

    /** What a unit more would cost. */
    long costOfMore(int arc) {
        if (isPair(arc)) {
            return flow[arc] < held[arc] ? cost[arc] - churn : cost[arc] + churn;
        }
        return isLoad(arc) ? curve(arc).price(curve(arc).above(flow[arc])) : shedCost;
    }

    /** What a unit less would save. There must be one. */
    long savedByLess(int arc) {
        if (isPair(arc)) {
            return flow[arc] > held[arc] ? cost[arc] + churn : cost[arc] - churn;
        }
        return isLoad(arc) ? curve(arc).price(curve(arc).below(flow[arc])) : shedCost;
    }
}
