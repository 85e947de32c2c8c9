package dev.meridian.edge.failover;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says aloud that the upstream refuses this edge's own key, which only a person can mend. Thread-safe. */
final class CredentialAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialAlarm.class);

    /** Each refused request counts as a metric; a log line a minute wakes people as well as a thousand do. */
    private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong last = new AtomicLong(System.nanoTime() - PERIOD_NANOS);

    /** @param seen what the upstream answered */
    void refused(String seen) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= PERIOD_NANOS && last.compareAndSet(before, now)) {
            LOG.error("the upstream refuses this edge's own key ({}): check HOLYSHEEP_API_KEY and its Secret", seen);
        }
    }
}
