package dev.meridian.edge.admission;

import dev.meridian.edge.openai.RateStanding;
import dev.meridian.edge.settings.RateSettings;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;

/**
 * A token bucket: full at first, as large as the burst, refilled evenly. Thread-safe; lock-free but for the moment in which
 * its limits change.
 */
final class RateBucket {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LocalBucket bucket;
    private volatile RateSettings limits;

    RateBucket(RateSettings limits, TimeMeter clock) {
        this.limits = limits;
        this.bucket = new LocalBucketBuilder()
                .addLimit(limit -> limit.capacity(limits.burst()).refillGreedy(limits.requestsPerMinute(), MINUTE))
                .withCustomTimePrecision(clock)
                .withSynchronizationStrategy(SynchronizationStrategy.LOCK_FREE)
                .build();
    }

    /** Takes a token, if there is one, under the limits of now. */
    ConsumptionProbe take(RateSettings now) {
        if (!now.equals(limits)) {
            change(now);
        }
        return bucket.tryConsumeAndReturnRemaining(1);
    }

    /** Puts back a token that was not used after all. */
    void giveBack() {
        bucket.addTokens(1);
    }

    /** What a probe of this bucket says to a client. */
    static RateStanding standing(RateSettings limits, ConsumptionProbe probe) {
        return new RateStanding(limits.burst(), probe.getRemainingTokens(), probe.getNanosToWaitForReset());
    }

    /** What is left stays the same part of the whole: a change of limits is no new burst for everybody. */
    private synchronized void change(RateSettings now) {
        if (!now.equals(limits)) {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(
                                    limit -> limit.capacity(now.burst()).refillGreedy(now.requestsPerMinute(), MINUTE))
                            .build(),
                    TokensInheritanceStrategy.PROPORTIONALLY);
            limits = now;
        }
    }
}
