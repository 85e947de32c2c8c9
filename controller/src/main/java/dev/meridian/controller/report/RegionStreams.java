package dev.meridian.controller.report;

import org.jspecify.annotations.Nullable;

/**
 * How much of what has begun runs in a region.
 *
 * @param running clients' requests, most of them streams, that the region was answering as the edges that say so last sent
 *     an observation; null where none says so
 * @param edges how many edges say so
 * @param silent how many do not, whose requests are not known: of an older version, or not heard of lately
 */
public record RegionStreams(@Nullable Long running, int edges, int silent) {}
