package dev.meridian.controller.bounds;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.settings.LimitSettings;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts calls by who makes them. Thread-safe; without locks or waiting. */
public final class Rates {
    /** How many seconds' worth may come at once: all edges of an installation, woken by the same table, and then some. */
    static final int BURST_SECONDS = 5;

    /** As many senders as are remembered, twice; whoever is pushed out by others begins anew. */
    private static final int MAX_CALLERS = 20_000;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LimitSettings settings;
    private final MeterRegistry meters;
    private final TimeMeter clock;
    private final Map<Rate, Cache<String, LocalBucket>> buckets = new EnumMap<>(Rate.class);

    public Rates(LimitSettings settings, MeterRegistry meters) {
        this(settings, meters, TimeMeter.SYSTEM_NANOTIME);
    }

    Rates(LimitSettings settings, MeterRegistry meters, TimeMeter clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        for (Rate rate : Rate.values()) {
            buckets.put(
                    rate,
                    Caffeine.newBuilder()
                            .maximumSize(MAX_CALLERS)
                            .executor(Runnable::run) // its housekeeping takes microseconds
                            .build());
        }
    }

    /**
     * Counts a call.
     *
     * @param who within whose rate it is to be
     * @throws Refused with 429 if it is over that; it counts for nothing then
     */
    public void require(Rate rate, String who) {
        LocalBucket bucket = bucket(rate, who);
        if (!bucket.tryConsume(1)) {
            meters.counter("meridian.controller.bounds.refusals", "bound", rate.bound())
                    .increment();
            throw Refused.tooMany(
                    "over " + rate.perSecond(settings) + " " + rate.what() + " a second, which is the limit",
                    Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
        }
    }

    /** How many callers are remembered. */
    long size() {
        return buckets.values().stream().mapToLong(Cache::estimatedSize).sum();
    }

    private LocalBucket bucket(Rate rate, String who) {
        Cache<String, LocalBucket> ofRate = Objects.requireNonNull(buckets.get(rate));
        LocalBucket bucket = ofRate.getIfPresent(who);
        return bucket != null ? bucket : ofRate.get(who, first -> full(rate.perSecond(settings)));
    }

    private LocalBucket full(int perSecond) {
        return new LocalBucketBuilder()
                .addLimit(limit ->
                        limit.capacity((long) perSecond * BURST_SECONDS).refillGreedy(perSecond, SECOND))
                .withCustomTimePrecision(clock)
                .withSynchronizationStrategy(SynchronizationStrategy.SYNCHRONIZED)
                .build();
    }
}
