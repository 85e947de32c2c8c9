package dev.meridian.routing.flow;

/**
 * One linear piece of an arc's cost.
 *
 * @param tail the node that the arc leads from
 * @param low the least flow of the piece
 * @param high the most
 * @param slope what a unit costs within it
 */
record Piece(int arc, int tail, int head, long low, long high, long slope) {
    /** The piece that an arc's next unit is in. */
    static Piece above(Network network, int arc) {
        long flow = network.flow[arc];
        long slope = network.costOfMore(arc);
        if (network.isPair(arc)) {
            long held = network.held[arc];
            return flow < held ? of(network, arc, 0, held, slope) : of(network, arc, held, Curve.UNBOUNDED, slope);
        }
        if (network.isLoad(arc)) {
            return ofLoad(network, arc, network.curve(arc).above(flow));
        }
        return of(network, arc, 0, Curve.UNBOUNDED, slope);
    }

    /** The piece that an arc's last unit is in; there must be one. */
    static Piece below(Network network, int arc) {
        long flow = network.flow[arc];
        long slope = network.savedByLess(arc);
        if (network.isPair(arc)) {
            long held = network.held[arc];
            return flow > held ? of(network, arc, held, Curve.UNBOUNDED, slope) : of(network, arc, 0, held, slope);
        }
        if (network.isLoad(arc)) {
            return ofLoad(network, arc, network.curve(arc).below(flow));
        }
        return of(network, arc, 0, Curve.UNBOUNDED, slope);
    }

    private static Piece ofLoad(Network network, int arc, int piece) {
        Curve curve = network.curve(arc);
        return of(network, arc, curve.start(piece), curve.end(piece), curve.price(piece));
    }

    private static Piece of(Network network, int arc, long low, long high, long slope) {
        return new Piece(arc, network.tail(arc), network.head(arc), low, high, slope);
    }
}
