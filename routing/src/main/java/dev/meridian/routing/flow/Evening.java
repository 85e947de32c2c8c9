package dev.meridian.routing.flow;

import java.util.Arrays;

/**
 * Takes an even flow among the optimal ones. By the duals a flow is optimal exactly if each pair's flow and each region's
 * load is within the range where its slope equals the difference of prices, so that moving within these ranges costs
 * nothing. First each origin fills the regions that are equally good to it in proportion to their capacities, which keeps
 * origins from depending on one region; then, in turns, each levels the loads of these regions with what the others
 * send there. What is shed stays.
 */
final class Evening {
    /** More turns only move single units. */
    private static final int TURNS = 8;

    /** With it the sum of all capacities times the sum of all loads fits into a long. */
    private static final long MAX_CAPACITY = Long.MAX_VALUE / (FlowProblem.MAX_UNITS + 1) / FlowProblem.MAX_REGIONS;

    private final Network network;
    private final Duals duals;
    private final long[] leastLoad;
    private final long[] mostLoad;
    private final WaterFill fill;
    private final int[] regionOf;

    private Evening(Network network, Duals duals, long[] capacity) {
        this.network = network;
        this.duals = duals;
        this.leastLoad = new long[network.regions];
        this.mostLoad = new long[network.regions];
        this.fill = new WaterFill(network.regions, scaled(capacity));
        this.regionOf = new int[network.regions];
        for (int r = 0; r < network.regions; r++) {
            leastLoad[r] = network.curves[r].loadUnder(duals.ofRegion[r]);
            mostLoad[r] = network.curves[r].loadUnder(duals.ofRegion[r] + 1);
        }
    }

    /** Evens out an optimal flow; what it costs stays the same. */
    static void evenOut(Network network, Duals duals, long[] capacity) {
        Evening evening = new Evening(network, duals, capacity);
        evening.turn(false);
        for (int turn = 0; turn < TURNS && evening.turn(true); turn++) {}
    }

    /** Capacities that fit, in the same proportions; if all are zero they are equal. */
    private static long[] scaled(long[] capacity) {
        long most = Arrays.stream(capacity).max().orElse(0);
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(most / MAX_CAPACITY));
        long least = most == 0 ? 1 : 0;
        return Arrays.stream(capacity)
                .map(one -> Math.max(one > 0 ? 1 : least, one >> shift))
                .toArray();
    }

    /** Whether anything moved. */
    private boolean turn(boolean together) {
        boolean moved = false;
        for (int o = 0; o < network.origins; o++) {
            moved |= even(o, together);
        }
        return moved;
    }

    private boolean even(int origin, boolean together) {
        fill.clear();
        for (int r = 0; r < network.regions; r++) {
            offer(origin, r, together);
        }
        if (fill.size() < 2) {
            return false;
        }
        fill.level();
        boolean moved = false;
        for (int i = 0; i < fill.size(); i++) {
            int pair = network.pair(origin, regionOf[i]);
            long change = fill.amount(i) - network.flow[pair];
            network.flow[pair] += change;
            network.flow[network.load(regionOf[i])] += change;
            moved |= change != 0;
        }
        return moved;
    }

    /** Offers the region to be filled, if the pair's flow may change. */
    private void offer(int origin, int region, boolean together) {
        int pair = network.pair(origin, region);
        long saved = duals.ofOrigin[origin] - duals.ofRegion[region] - network.cost[pair];
        if (Math.abs(saved) != network.churn) {
            return;
        }
        long flow = network.flow[pair];
        long others = network.flow[network.load(region)] - flow;
        long least = saved > -network.churn ? network.held[pair] : 0;
        long most = saved < network.churn ? network.held[pair] : Curve.UNBOUNDED;
        least = Math.max(least, leastLoad[region] - others);
        most = Math.min(most, mostLoad[region] - others);
        if (least < most) {
            regionOf[fill.size()] = region;
            fill.add(region, flow, least, most, together ? others : 0);
        }
    }
}
