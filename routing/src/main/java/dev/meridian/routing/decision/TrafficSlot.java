package dev.meridian.routing.decision;

import java.time.Duration;
import java.time.Instant;

/**
 * What edges saw of a region in one stretch of time.
 *
 * @param start when it began, in decision time
 * @param attempts attempts in it
 * @param faults those of them that failed by the region's fault
 */
public record TrafficSlot(Instant start, long attempts, long faults) {
    TrafficSlot earlier(Duration by) {
        return new TrafficSlot(start.minus(by), attempts, faults);
    }

    TrafficSlot plus(long moreAttempts, long moreFaults) {
        return new TrafficSlot(start, attempts + moreAttempts, faults + moreFaults);
    }
}
