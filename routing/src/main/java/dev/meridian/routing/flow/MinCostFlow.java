package dev.meridian.routing.flow;

/** Solves flow problems. */
public final class MinCostFlow {
    private MinCostFlow() {}

    /**
     * A flow of the least cost there is; among these, one that fills equally good regions evenly. The same problem always
     * gives the same flow, and there is always one: what cannot be sent is shed.
     */
    public static Flow solve(FlowProblem problem) {
        Network network = new Network(problem);
        NetworkSimplex.optimise(network);
        Duals duals = Duals.of(network);
        Evening.evenOut(network, duals, problem.capacity());
        return result(problem, network, duals);
    }

    static Flow result(FlowProblem problem, Network network, Duals duals) {
        return new Flow(flows(network), sheds(network), duals.ofRegion, cost(problem, network));
    }

    private static long[][] flows(Network network) {
        long[][] flows = new long[network.origins][network.regions];
        for (int o = 0; o < network.origins; o++) {
            System.arraycopy(network.flow, network.pair(o, 0), flows[o], 0, network.regions);
        }
        return flows;
    }

    private static long[] sheds(Network network) {
        long[] sheds = new long[network.origins];
        System.arraycopy(network.flow, network.pairs, sheds, 0, network.origins);
        return sheds;
    }

    private static long cost(FlowProblem problem, Network network) {
        long cost = 0;
        for (int r = 0; r < network.regions; r++) {
            cost += network.curves[r].cost(network.flow[network.load(r)]);
        }
        for (int o = 0; o < network.origins; o++) {
            cost += network.flow[network.shed(o)] * network.shedCost;
            for (int r = 0; r < network.regions; r++) {
                cost += cost(problem, o, r, network.flow[network.pair(o, r)]);
            }
        }
        return cost;
    }

    private static long cost(FlowProblem problem, int origin, int region, long flow) {
        long held = problem.held() == null ? 0 : problem.held()[origin][region];
        long moved = problem.churn() * Math.abs(flow - held);
        return flow == 0 ? moved : moved + flow * problem.cost()[origin][region];
    }
}
