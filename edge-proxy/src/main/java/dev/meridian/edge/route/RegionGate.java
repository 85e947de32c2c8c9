package dev.meridian.edge.route;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.meridian.edge.observe.TrafficRecorder;
import dev.meridian.edge.settings.BreakerSettings;
import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What this edge itself knows of a region: a circuit breaker that only the region's own faults open, one for each of its
 * models that only that model's faults open there, and the traffic counted for observations. Outlives tables. Thread-safe.
 */
public final class RegionGate {
    /** Clients can name any model while the upstream gives no list of them; what was not asked for longest is forgotten. */
    private static final int MAX_MODELS = 256;

    private final Breaker breaker;
    private final LoadingCache<String, Breaker> models;
    private final TrafficRecorder traffic = new TrafficRecorder();
    private final AtomicLong heard = new AtomicLong(System.nanoTime());

    RegionGate(RegionId region, Supplier<BreakerSettings> settings) {
        this.breaker = new Breaker(region.value(), settings);
        this.models = Caffeine.newBuilder()
                .maximumSize(MAX_MODELS)
                .executor(Runnable::run)
                .build(model -> new Breaker(region.value() + "/" + model, settings));
    }

    /** The region's own breaker. */
    public Breaker breaker() {
        return breaker;
    }

    /** The breaker of a model in this region. */
    public Breaker model(String model) {
        return models.get(model);
    }

    /** The breakers of the models that were tried here. */
    public Map<String, Breaker> models() {
        return Map.copyOf(models.asMap());
    }

    /** Something in the region answered, whatever it said. */
    public void heard(long now) {
        heard.lazySet(now);
    }

    /** Whether anything in the region has answered since then. */
    public boolean heardSince(long time) {
        return heard.get() - time > 0;
    }

    /** The traffic to the region. */
    public TrafficRecorder traffic() {
        return traffic;
    }
}
