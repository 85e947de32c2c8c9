package dev.meridian.routing.flow;

import java.util.Arrays;

/**
 * What the next unit costs at each region and at each origin once the flow is optimal: the length of the shortest path to
 * the root along which a unit can go. These are dual prices, and unlike those of a simplex tree they depend on the flow
 * alone.
 */
final class Duals {
    private static final long UNREACHABLE = Long.MAX_VALUE / 4;

    final long[] ofRegion;
    final long[] ofOrigin;

    private final Network network;

    /** What it costs at least to move a unit from one region to another, by origins that have one there. */
    private final long[][] moving;

    private Duals(Network network) {
        this.network = network;
        this.ofRegion = new long[network.regions];
        this.ofOrigin = new long[network.origins];
        this.moving = new long[network.regions][network.regions];
    }

    /** The duals of an optimal flow. */
    static Duals of(Network network) {
        Duals duals = new Duals(network);
        duals.direct();
        duals.relax();
        duals.priceOrigins();
        duals.priceRegionsWithoutSize();
        return duals;
    }

    /** Paths of one step: from region to root, and from region to region. */
    private void direct() {
        for (int r = 0; r < network.regions; r++) {
            Arrays.fill(moving[r], UNREACHABLE);
            long next = network.costOfMore(network.load(r));
            ofRegion[r] = next == Curve.OVERLOAD_PRICE ? UNREACHABLE : next;
        }
        for (int o = 0; o < network.origins; o++) {
            for (int r = 0; r < network.regions; r++) {
                if (network.flow[network.pair(o, r)] > 0) {
                    move(o, r);
                }
            }
        }
    }

    private void move(int origin, int from) {
        long saved = network.savedByLess(network.pair(origin, from));
        ofRegion[from] = Math.min(ofRegion[from], network.shedCost - saved);
        for (int to = 0; to < network.regions; to++) {
            moving[from][to] = Math.min(moving[from][to], network.costOfMore(network.pair(origin, to)) - saved);
        }
    }

    /** A shortest path visits no region twice, unless there is a cycle that saves something: the flow is not optimal then. */
    private void relax() {
        int rounds = 0;
        while (relaxed()) {
            if (++rounds > network.regions) {
                throw new IllegalStateException("the flow is not optimal after the simplex ended");
            }
        }
    }

    private boolean relaxed() {
        boolean shorter = false;
        for (int from = 0; from < network.regions; from++) {
            for (int to = 0; to < network.regions; to++) {
                long length = moving[from][to] + ofRegion[to];
                if (from != to && length < ofRegion[from]) {
                    ofRegion[from] = length;
                    shorter = true;
                }
            }
        }
        return shorter;
    }

    private void priceOrigins() {
        for (int o = 0; o < network.origins; o++) {
            ofOrigin[o] = network.shedCost;
            for (int r = 0; r < network.regions; r++) {
                ofOrigin[o] = Math.min(ofOrigin[o], network.costOfMore(network.pair(o, r)) + ofRegion[r]);
            }
        }
    }

    /** No path leads through them: their price is the least at which no origin would want to send them anything. */
    private void priceRegionsWithoutSize() {
        for (int r = 0; r < network.regions; r++) {
            if (ofRegion[r] == UNREACHABLE) {
                ofRegion[r] = 0;
                for (int o = 0; o < network.origins; o++) {
                    long wanted = ofOrigin[o] - network.costOfMore(network.pair(o, r));
                    ofRegion[r] = Math.max(ofRegion[r], wanted);
                }
            }
        }
    }
}
