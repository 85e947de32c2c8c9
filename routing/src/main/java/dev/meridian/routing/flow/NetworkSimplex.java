package dev.meridian.routing.flow;

/**
 * The primal network simplex with strongly feasible trees (Cunningham 1976; Ahuja, Magnanti and Orlin, Network Flows,
 * chapter 11), which cannot cycle, with block search for the entering arc (Kiraly and Kovacs 2012).
 *
 * <p>Why this one: with few regions the tree is shallow, so that a pivot touches few nodes, and each of its steps costs far
 * less than a shortest path. It starts from the held flow, so that a problem that hardly differs from the one before needs
 * few pivots, whatever its size; an algorithm that sends the demand path by path would do all of it anew. And it has the
 * duals at hand. Convex costs need no extra arcs: an arc that is not in the tree rests where two pieces of its cost meet.
 */
final class NetworkSimplex {
    private final Network network;
    private final SpanningTree tree;
    private final Pricing pricing;

    /** The most that can be pushed round the cycle, and the node whose arc stops it; the entering arc itself at NONE. */
    private long push;

    private int blocking;
    private boolean blockedBeforeEntering;

    private static final int NONE = -1;

    private NetworkSimplex(Network network) {
        this.network = network;
        this.tree = new SpanningTree(network.root + 1);
        this.pricing = new Pricing(network, tree.price);
    }

    /** Makes the flow of a network optimal. */
    static void optimise(Network network) {
        NetworkSimplex simplex = new NetworkSimplex(network);
        simplex.plant();
        while (simplex.pricing.find()) {
            simplex.pivot(simplex.pricing.arc, simplex.pricing.more);
        }
    }

    /** Hangs the regions on the root, and the origins there or on the region where they send less than is held. */
    private void plant() {
        for (int r = 0; r < network.regions; r++) {
            tree.hang(network.origins + r, network.root, Piece.above(network, network.load(r)));
        }
        for (int o = 0; o < network.origins; o++) {
            Piece piece = Piece.above(network, restless(o));
            tree.hang(o, piece.head(), piece);
        }
    }

    private int restless(int origin) {
        for (int r = 0; r < network.regions; r++) {
            int pair = network.pair(origin, r);
            if (network.flow[pair] > 0 && network.flow[pair] < network.held[pair]) {
                return pair;
            }
        }
        return network.shed(origin);
    }

    private void pivot(int arc, boolean more) {
        Piece piece = more ? Piece.above(network, arc) : Piece.below(network, arc);
        int from = more ? piece.tail() : piece.head();
        int to = more ? piece.head() : piece.tail();
        int apex = apex(from, to);
        push = more ? piece.high() - network.flow[arc] : network.flow[arc] - piece.low();
        blocking = NONE;
        limitBefore(from, apex);
        limitAfter(to, apex);
        if (push > 0) {
            network.flow[arc] += more ? push : -push;
            move(from, apex, -push);
            move(to, apex, push);
        }
        if (blocking != NONE) {
            tree.rehang(blocking, blockedBeforeEntering ? from : to, blockedBeforeEntering ? to : from, piece);
        }
    }

    private int apex(int one, int other) {
        int a = one;
        int b = other;
        while (a != b) {
            if (tree.depth(a) >= tree.depth(b)) {
                a = tree.parent(a);
            } else {
                b = tree.parent(b);
            }
        }
        return a;
    }

    /**
     * The cycle runs from the apex down to {@code from}, through the entering arc and up again. Of the arcs that stop it
     * the last one leaves the tree, which keeps the tree strongly feasible: here the one next to {@code from}.
     */
    private void limitBefore(int from, int apex) {
        for (int node = from; node != apex; node = tree.parent(node)) {
            long room = tree.room(node, network.flow[tree.arc(node)], !tree.isUpward(node));
            if (room < push) {
                push = room;
                blocking = node;
                blockedBeforeEntering = true;
            }
        }
    }

    private void limitAfter(int to, int apex) {
        for (int node = to; node != apex; node = tree.parent(node)) {
            long room = tree.room(node, network.flow[tree.arc(node)], tree.isUpward(node));
            if (room <= push) {
                push = room;
                blocking = node;
                blockedBeforeEntering = false;
            }
        }
    }

    /** Adds units on the way up from a node; negative ones come down. */
    private void move(int node, int apex, long units) {
        for (int at = node; at != apex; at = tree.parent(at)) {
            network.flow[tree.arc(at)] += tree.isUpward(at) ? units : -units;
        }
    }
}
