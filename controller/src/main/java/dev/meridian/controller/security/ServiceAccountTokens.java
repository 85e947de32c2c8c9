package dev.meridian.controller.security;

import dev.meridian.controller.security.Verdict.Accepted;
import dev.meridian.controller.security.Verdict.Reason;
import dev.meridian.controller.security.Verdict.Rejected;
import dev.meridian.controller.settings.ConfigurationError;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The service account tokens of the clusters of a file, read again when the file changes; keys of clusters that stay are kept
 * then. A cluster that is away keeps neither the start nor a request waiting. Thread-safe.
 */
public final class ServiceAccountTokens implements Credentials {
    private final ReentrantLock replacing = new ReentrantLock();
    private final ReloadedFile<List<ClusterSpec>> file;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final MeterRegistry meters;
    private final MultiGauge ages;
    private volatile Clusters clusters;

    /**
     * Reads the file for the first time.
     *
     * @param clock for the times that stand in tokens
     * @param nanoClock for the age of keys
     * @throws ConfigurationError if the file is not valid
     */
    public ServiceAccountTokens(Path file, InstantSource clock, LongSupplier nanoClock, MeterRegistry meters) {
        this.file = new ReloadedFile<>("clusters-file", file, ClustersFile::read, nanoClock, meters);
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.meters = meters;
        this.ages = MultiGauge.builder("meridian.controller.cluster.keys.age")
                .description("Since a cluster's keys were fetched")
                .baseUnit("seconds")
                .register(meters);
        this.clusters = Clusters.of(this.file.content(), List.of(), nanoClock);
        showAges(clusters);
    }

    @Override
    public @Nullable Caller callerOf(@Nullable String token) {
        Clusters now = current();
        if (token == null) {
            return null;
        }
        return switch (now.judge(token, clock.instant())) {
            case Accepted accepted -> accepted.caller();
            case Rejected rejected -> {
                count(rejected.reason());
                yield null;
            }
        };
    }

    @Override
    public String whyUnknown(@Nullable String token) {
        return token != null && current().judge(token, clock.instant()) instanceof Rejected rejected
                ? rejected.reason().inWords()
                : UNKNOWN;
    }

    @Override
    public boolean required() {
        return true;
    }

    private Clusters current() {
        List<ClusterSpec> specs = file.content();
        if (specs.equals(clusters.specs())) {
            return clusters;
        }
        replacing.lock();
        try {
            if (!specs.equals(clusters.specs())) {
                clusters = Clusters.of(specs, clusters.clusters(), nanoClock);
                showAges(clusters);
            }
            return clusters;
        } finally {
            replacing.unlock();
        }
    }

    private void showAges(Clusters shown) {
        ages.register(
                shown.clusters().stream()
                        .map(cluster -> MultiGauge.Row.of(
                                Tags.of("cluster", cluster.spec().name()), cluster.keys(), ClusterKeys::ageSeconds))
                        .toList(),
                true);
    }

    private void count(Reason reason) {
        meters.counter(
                        "meridian.controller.token.rejections",
                        "reason",
                        reason.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
