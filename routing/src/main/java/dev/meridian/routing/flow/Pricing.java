package dev.meridian.routing.flow;

/**
 * Looks for an arc along which a unit more, or less, pays at the tree's prices. It goes round the origins and stops, once
 * it has looked at some of them, with the best that it found there: block search, which pivots a little more often than
 * looking at all would, and looks far less.
 */
final class Pricing {
    /** How many arcs are looked at at least, once one is found that pays. */
    private static final int BLOCK = 256;

    private final Network network;
    private final long[] price;
    private int next;

    /** The arc found. */
    int arc;

    /** Whether it is a unit more that pays, not a unit less. */
    boolean more;

    private long gain;

    Pricing(Network network, long[] price) {
        this.network = network;
        this.price = price;
    }

    /** Whether there is such an arc; if not, the flow is optimal. */
    boolean find() {
        gain = 0;
        int looked = 0;
        for (int row = 0; row <= network.origins; row++) {
            if (next < network.origins) {
                lookAtOrigin(next);
            } else {
                lookAtLoads();
            }
            next = next == network.origins ? 0 : next + 1;
            looked += network.regions;
            if (gain > 0 && looked >= BLOCK) {
                return true;
            }
        }
        return gain > 0;
    }

    private void lookAtOrigin(int origin) {
        long at = price[origin];
        int pair = network.pair(origin, 0);
        for (int r = 0; r < network.regions; r++, pair++) {
            long saved = at - price[network.origins + r] - network.cost[pair];
            long flow = network.flow[pair];
            long held = network.held[pair];
            offer(pair, true, flow < held ? saved + network.churn : saved - network.churn);
            if (flow > 0) {
                offer(pair, false, flow > held ? network.churn - saved : -network.churn - saved);
            }
        }
        lookAt(network.shed(origin), at);
    }

    private void lookAtLoads() {
        for (int r = 0; r < network.regions; r++) {
            lookAt(network.load(r), price[network.origins + r]);
        }
    }

    /** An arc to the root, whose price is zero. */
    private void lookAt(int arcToRoot, long priceOfTail) {
        offer(arcToRoot, true, priceOfTail - network.costOfMore(arcToRoot));
        if (network.flow[arcToRoot] > 0) {
            offer(arcToRoot, false, network.savedByLess(arcToRoot) - priceOfTail);
        }
    }

    private void offer(int offered, boolean ofMore, long gained) {
        if (gained > gain) {
            gain = gained;
            arc = offered;
            more = ofMore;
        }
    }
}
