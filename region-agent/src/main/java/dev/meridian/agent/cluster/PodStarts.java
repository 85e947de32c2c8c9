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

    private record Start(long sinceNanos, boolean hasNode, boolean wasReady) {}

    /** @param limit how long a start may take */
    PodStarts(Duration limit) {
        this.limit = limit;
    }

    /** Whether it was never ready, has not been restarted and has not taken too long. */
    boolean starting(PodState pod, long now) {
        Start start =
                starts.compute(pod.uid(), (uid, seen) -> seen == null ? start(pod, false, now) : next(seen, pod, now));
        return !start.wasReady && pod.restarts() == 0 && now - start.sinceNanos < limit.toNanos();
    }

    /** A pod that waited for a node begins to start when it has one. */
    private static Start next(Start seen, PodState pod, long now) {
        return seen.hasNode || pod.node() == null
                ? new Start(seen.sinceNanos, seen.hasNode, seen.wasReady || pod.ready())
                : start(pod, seen.wasReady, now);
    }

    private static Start start(PodState pod, boolean wasReady, long now) {
        return new Start(now, pod.node() != null, wasReady || pod.ready());
    }

    /** Forgets all others. */
    void retain(Set<String> uids) {
        starts.keySet().retainAll(uids);
    }
}
