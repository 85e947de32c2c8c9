package dev.meridian.routing.flow;

import java.util.Arrays;
import java.util.List;

/**
 * What a region's load costs: convex, piecewise linear, with no two pieces of one price and none of size zero. Beyond the
 * region's size there is one more piece, so dear that no optimal flow has anything in it.
 */
final class Curve {
    /** More than it can cost to refuse a unit instead: a shed cost and a churn. */
    static final long OVERLOAD_PRICE = 10 * FlowProblem.MAX_COST;

    static final long UNBOUNDED = Long.MAX_VALUE / 4;

    private final long[] ends;
    private final long[] prices;

    private Curve(long[] ends, long[] prices) {
        this.ends = ends;
        this.prices = prices;
    }

    static Curve of(List<Segment> segments) {
        long[] ends = new long[segments.size() + 1];
        long[] prices = new long[segments.size() + 1];
        int pieces = 0;
        long end = 0;
        for (Segment segment : segments) {
            // A load is never larger, so that larger sizes are all the same.
            long size = Math.min(segment.size(), FlowProblem.MAX_UNITS + 1 - end);
            if (size > 0) {
                end += size;
                pieces += pieces > 0 && prices[pieces - 1] == segment.price() ? 0 : 1;
                ends[pieces - 1] = end;
                prices[pieces - 1] = segment.price();
            }
        }
        ends[pieces] = UNBOUNDED;
        prices[pieces] = OVERLOAD_PRICE;
        return new Curve(Arrays.copyOf(ends, pieces + 1), Arrays.copyOf(prices, pieces + 1));
    }

    /** The piece that the next unit fills. */
    int above(long load) {
        int piece = 0;
        while (ends[piece] <= load) {
            piece++;
        }
        return piece;
    }

    /** The piece that the last unit filled; the first one where there is no load. */
    int below(long load) {
        int piece = 0;
        while (ends[piece] < load) {
            piece++;
        }
        return piece;
    }

    long start(int piece) {
        return piece == 0 ? 0 : ends[piece - 1];
    }

    long end(int piece) {
        return ends[piece];
    }

    long price(int piece) {
        return prices[piece];
    }

    /** How much load there is at a price below this. */
    long loadUnder(long price) {
        int piece = 0;
        while (piece < prices.length - 1 && prices[piece] < price) {
            piece++;
        }
        return start(piece);
    }

    /** What a load costs that is at most the region's size. */
    long cost(long load) {
        long cost = 0;
        for (int piece = 0; start(piece) < load; piece++) {
            cost += (Math.min(load, ends[piece]) - start(piece)) * prices[piece];
        }
        return cost;
    }
}
