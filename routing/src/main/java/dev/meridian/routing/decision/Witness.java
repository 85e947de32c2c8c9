package dev.meridian.routing.decision;

import java.time.Duration;

/**
 * One independent view of a region.
 *
 * @param score how well the region serves by this view, in basis points
 * @param weight how much the view counts: its trust, less for thin traffic; in basis points, 1 to 10 000
 * @param youngest the age of its newest message
 * @param saw the view in words, with its numbers
 */
record Witness(int score, int weight, Duration youngest, String saw) {}
