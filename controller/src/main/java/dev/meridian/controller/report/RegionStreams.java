package dev.meridian.controller.report;

/**
 * How much of what has begun runs in a region.
 *
 * @param running clients' requests, most of them streams, that the region was answering as the edges that say so last sent
 *     an observation
 * @param edges how many edges say so
 * @param silent how many do not, whose requests are not known: of an older version, or not heard of lately
 */
public record RegionStreams(long running, int edges, int silent) {}
