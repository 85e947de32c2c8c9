package dev.meridian.edge.failover;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;

/**
 * Models that the upstream's key may not ask for now, since it said so with 429. The edge has one key, so the model says
 * which (key, model) it is; regions share it. Thread-safe.
 */
final class Cooldowns {
    /** Longer ones are cut: a limit that holds for an hour is looked at again each minute. */
    static final Duration MAX = Duration.ofSeconds(60);

    private static final int MAX_MODELS = 256;

    private final Cache<String, Long> ends = Caffeine.newBuilder()
            .maximumSize(MAX_MODELS)
            .executor(Runnable::run)
            .build();

    /** Leaves the model alone for a time from now on, or for longer if that was said before. */
    void cool(String model, Duration time, long now) {
        long end = now + (time.compareTo(MAX) < 0 ? time : MAX).toNanos();
        ends.asMap().merge(model, end, (before, later) -> later - before > 0 ? later : before);
    }

    /** Nanoseconds until the model may be asked for again; 0 if it may be now. */
    long left(String model, long now) {
        Long end = ends.getIfPresent(model);
        return end == null ? 0 : Math.max(0, end - now);
    }

    /** Nanoseconds until the first of the models may be asked for again. */
    long soonest(Collection<String> models, long now) {
        return models.stream().mapToLong(model -> left(model, now)).min().orElse(0);
    }

    /** How many models are left alone now. */
    long count(long now) {
        return ends.asMap().values().stream().filter(end -> end - now > 0).count();
    }
}
