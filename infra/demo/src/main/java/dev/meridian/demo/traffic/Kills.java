package dev.meridian.demo.traffic;

import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When edges were killed, so that a failed request can be told apart: under way in the killed edge, or not. Remembers
 * the last kill of each region. Thread-safe.
 */
public final class Kills {
    private record Kill(long sentNanos, long goneNanos) {}

    private static final long NOT_YET = Long.MAX_VALUE;

    private final Map<RegionId, Kill> kills = new ConcurrentHashMap<>();

    /** The signal is about to be sent. */
    public void sending(RegionId region, long nowNanos) {
        kills.put(region, new Kill(nowNanos, NOT_YET));
    }

    /** The process is gone; what begins from now on was never accepted by it. */
    public void gone(RegionId region, long nowNanos) {
        kills.computeIfPresent(region, (_, kill) -> new Kill(kill.sentNanos, nowNanos));
    }

    /** Whether a request that the region's edge had accepted was cut by its kill. */
    boolean explains(RegionId region, long beganNanos, long failedNanos) {
        Kill kill = kills.get(region);
        return kill != null
                && failedNanos - kill.sentNanos >= 0
                && (kill.goneNanos == NOT_YET || beganNanos - kill.goneNanos < 0);
    }

    /** Whether the region's edge was dead already when a request began, so that it cannot have accepted it. */
    boolean goneBefore(RegionId region, long beganNanos) {
        Kill kill = kills.get(region);
        return kill != null && kill.goneNanos != NOT_YET && beganNanos - kill.goneNanos >= 0;
    }
}
