package dev.meridian.agent.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells pods that start from pods that fail. By the agent's own clock since it first saw them: an API server's times are
 * another clock's. For one thread.
 */
final class PodStarts {
    private final Duration limit;
    private final Map<String, Start> starts = new HashMap<>();

    private record Start(long firstSeenNanos, boolean wasReady) {}

    /** @param limit how long a start may take */
    PodStarts(Duration limit) {
        this.limit = limit;
    }

    /** Whether it was never ready, has not been restarted and has not taken too long. */
    boolean starting(PodState pod, long now) {
        Start start = starts.compute(
                pod.uid(),
                (uid, seen) -> new Start(
                        seen == null ? now : seen.firstSeenNanos, pod.ready() || (seen != null && seen.wasReady)));
        return !start.wasReady && pod.restarts() == 0 && now - start.firstSeenNanos < limit.toNanos();
    }

    /** Forgets all others. */
    void retain(Set<String> uids) {
        starts.keySet().retainAll(uids);
    }
}
