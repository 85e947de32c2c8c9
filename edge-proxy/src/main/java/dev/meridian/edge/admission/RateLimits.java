package dev.meridian.edge.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.meridian.edge.settings.ClientKey;
import dev.meridian.edge.settings.ClientKeys;
import dev.meridian.edge.settings.RateSettings;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests against two limits: the client's, and that of this edge as a whole, which bounds all clients together.
 * Each edge counts alone. Thread-safe; without locks or waiting.
 */
public final class RateLimits {
    /** The edge's own bucket; no client has this name. */
    private static final String EDGE = "*";

    /** The file's keys, the upstream API's key, and the edge itself. */
    private static final int MAX_BUCKETS = ClientKeys.MAX_KEYS + 2;

    private static final RateAnswer UNLIMITED = new RateAnswer.Granted(null);

    private final Supplier<@Nullable RateSettings> shared;
    private final MeterRegistry registry;
    private final TimeMeter clock;
    private final Map<Refusal, Counter> refusals = new ConcurrentHashMap<>();

    /** Names come and go with the keys file; a bucket that is pushed out begins anew, and that in use never is. */
    private final Cache<String, RateBucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .executor(Runnable::run) // its housekeeping takes microseconds
            .build();

    /** @param shared the limit of the edge, and of each client that has none of its own; null for none */
    public RateLimits(Supplier<@Nullable RateSettings> shared, MeterRegistry registry) {
        this(shared, registry, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(Supplier<@Nullable RateSettings> shared, MeterRegistry registry, TimeMeter clock) {
        this.shared = shared;
        this.registry = registry;
        this.clock = clock;
    }

    /** Counts one request of a client, if both limits allow it. */
    public RateAnswer ask(ClientKey client) {
        RateSettings whole = shared.get();
        RateSettings own = client.limits() == null ? whole : client.limits();
        RateAnswer answer = own == null ? UNLIMITED : ask(client, own, whole);
        if (answer instanceof RateAnswer.Exceeded exceeded) {
            refusals.computeIfAbsent(new Refusal(client.name(), exceeded.edge()), this::counter)
                    .increment();
        }
        return answer;
    }

    /** The client's limit first, so that a client over its own takes nothing from the others. */
    private RateAnswer ask(ClientKey client, RateSettings own, @Nullable RateSettings whole) {
        RateBucket bucket = bucket(client.name(), own);
        RateAnswer answer = take(bucket, own, false);
        if (whole == null || answer instanceof RateAnswer.Exceeded) {
            return answer;
        }
        RateAnswer ofEdge = take(bucket(EDGE, whole), whole, true);
        if (ofEdge instanceof RateAnswer.Exceeded) {
            bucket.giveBack();
            return ofEdge;
        }
        return answer;
    }

    private static RateAnswer take(RateBucket bucket, RateSettings limits, boolean edge) {
        ConsumptionProbe probe = bucket.take(limits);
        return probe.isConsumed()
                ? new RateAnswer.Granted(RateBucket.standing(limits, probe))
                : new RateAnswer.Exceeded(
                        RateBucket.standing(limits, probe), limits, edge, probe.getNanosToWaitForRefill());
    }

    private RateBucket bucket(String name, RateSettings limits) {
        RateBucket bucket = buckets.getIfPresent(name);
        return bucket != null ? bucket : buckets.get(name, first -> new RateBucket(limits, clock));
    }

    private Counter counter(Refusal refusal) {
        return Counter.builder("meridian.edge.rate.limited")
                .description("Requests over a rate limit, by the client's key and by whose limit it was")
                .tag("key", refusal.key())
                .tag("limit", refusal.edge() ? "edge" : "key")
                .register(registry);
    }

    private record Refusal(String key, boolean edge) {}
}
