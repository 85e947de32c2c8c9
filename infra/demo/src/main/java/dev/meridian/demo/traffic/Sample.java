package dev.meridian.demo.traffic;

import dev.meridian.routing.region.RegionId;

/**
 * One request.
 *
 * @param origin where its client is
 * @param beganNanos when the client began, by {@link System#nanoTime()}
 * @param endedNanos when it ended
 */
public record Sample(RegionId origin, long beganNanos, long endedNanos, Outcome outcome) {}
