package dev.meridian.routing.decision;

import java.time.Duration;

/**
 * One independent view of a region.
 *
 * @param kind whose it is
 * @param score how well the region serves by this view, in basis points
 * @param weight how much the view counts: its trust, less for thin traffic; in basis points, 1 to 10 000
 * @param youngest the age of its newest message
 * @param saw the view in words, with its numbers
 */
record Witness(Kind kind, int score, int weight, Duration youngest, String saw) {
    enum Kind {
        /** The region's own agents. */
        INSIDE,
        /** The agents of another region. */
        PEER,
        /** The edges, by what they send to it. */
        LIVE
    }
}
