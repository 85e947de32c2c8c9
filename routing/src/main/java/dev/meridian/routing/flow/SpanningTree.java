package dev.meridian.routing.flow;

import java.util.Arrays;

/**
 * The spanning tree of a network simplex. Each node but the root hangs on its parent by an arc, whose flow is within one
 * piece of the arc's cost. A node's price is what it costs to bring a unit from it to the root through the tree, by the
 * slopes of these pieces.
 */
final class SpanningTree {
    private static final int NONE = -1;

    final long[] price;
    private final int[] parent;
    private final int[] depth;
    private final int[] arc;
    private final boolean[] upward;
    private final long[] low;
    private final long[] high;

    private final int[] firstChild;
    private final int[] nextSibling;
    private final int[] previousSibling;
    private final int[] stack;

    /** A tree of the root alone; the other nodes are to be hung. */
    SpanningTree(int nodes) {
        price = new long[nodes];
        parent = new int[nodes];
        depth = new int[nodes];
        arc = new int[nodes];
        upward = new boolean[nodes];
        low = new long[nodes];
        high = new long[nodes];
        firstChild = new int[nodes];
        nextSibling = new int[nodes];
        previousSibling = new int[nodes];
        stack = new int[nodes];
        Arrays.fill(parent, NONE);
        Arrays.fill(firstChild, NONE);
    }

    int parent(int node) {
        return parent[node];
    }

    int depth(int node) {
        return depth[node];
    }

    /** The arc by which a node hangs. */
    int arc(int node) {
        return arc[node];
    }

    /** Whether that arc leads from the node to its parent. */
    boolean isUpward(int node) {
        return upward[node];
    }

    /** How much more the arc of a node can carry within its piece: in its own direction, or against it. */
    long room(int node, long flow, boolean along) {
        return along ? high[node] - flow : flow - low[node];
    }

    /** Hangs a node that has no parent, and all that hangs on it, by an arc and one piece of its cost. */
    void hang(int node, int on, Piece piece) {
        link(node, on, piece.arc(), piece.low(), piece.high(), piece.tail() == node);
        long slope = upward[node] ? piece.slope() : -piece.slope();
        settle(node, slope + price[on] - price[node]);
    }

    /**
     * Cuts the tree above {@code cut} and hangs the part that came off on another node.
     *
     * @param node the node of that part by which it hangs from now on
     */
    void rehang(int cut, int node, int on, Piece piece) {
        turn(cut, node);
        hang(node, on, piece);
    }

    /** Makes {@code node} the top of the part that hangs at {@code cut}: every arc between the two hangs the other way. */
    private void turn(int cut, int node) {
        int one = node;
        int below = NONE;
        int arcBelow = NONE;
        long lowBelow = 0;
        long highBelow = 0;
        boolean upwardBelow = false;
        while (true) {
            int above = parent[one];
            int arcAbove = arc[one];
            long lowAbove = low[one];
            long highAbove = high[one];
            boolean upwardAbove = upward[one];
            unlink(one);
            if (below != NONE) {
                link(one, below, arcBelow, lowBelow, highBelow, !upwardBelow);
            }
            if (one == cut) {
                return;
            }
            below = one;
            one = above;
            arcBelow = arcAbove;
            lowBelow = lowAbove;
            highBelow = highAbove;
            upwardBelow = upwardAbove;
        }
    }

    private void link(int node, int on, int by, long from, long to, boolean up) {
        parent[node] = on;
        arc[node] = by;
        low[node] = from;
        high[node] = to;
        upward[node] = up;
        int next = firstChild[on];
        nextSibling[node] = next;
        previousSibling[node] = NONE;
        if (next != NONE) {
            previousSibling[next] = node;
        }
        firstChild[on] = node;
    }

    private void unlink(int node) {
        int next = nextSibling[node];
        int previous = previousSibling[node];
        if (next != NONE) {
            previousSibling[next] = previous;
        }
        if (previous != NONE) {
            nextSibling[previous] = next;
        } else {
            firstChild[parent[node]] = next;
        }
        parent[node] = NONE;
    }

    /** Adds to the prices of a node and all below it, and counts their depths anew. */
    private void settle(int top, long change) {
        int size = 0;
        stack[size++] = top;
        while (size > 0) {
            int node = stack[--size];
            price[node] += change;
            depth[node] = depth[parent[node]] + 1;
            for (int child = firstChild[node]; child != NONE; child = nextSibling[child]) {
                stack[size++] = child;
            }
        }
    }
}
