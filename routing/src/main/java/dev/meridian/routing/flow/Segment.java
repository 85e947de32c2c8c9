package dev.meridian.routing.flow;

/**
 * One stretch of a region's capacity.
 *
 * @param size how many units it takes, 0 or more
 * @param price what each of them costs, 0 to 10^8
 */
public record Segment(long size, long price) {}
