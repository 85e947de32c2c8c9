package dev.meridian.edge.observe;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The histograms of one name, by their labels. Thread-safe. */
final class TimeHistograms implements Collector {
    private final String name;
    private final String description;
    private final String[] labelNames;
    private final long[] bounds;
    private final Map<Labels, TimeHistogram> all = new ConcurrentHashMap<>();

    /**
     * Registers them.
     *
     * @param name as Prometheus shows it, with its unit
     * @param bounds upper bounds of the buckets, ascending
     */
    TimeHistograms(
            PrometheusRegistry registry, String name, String description, Duration[] bounds, String... labelNames) {
        this.name = name;
        this.description = description;
        this.labelNames = labelNames;
        this.bounds = Arrays.stream(bounds).mapToLong(Duration::toNanos).toArray();
        registry.register(this);
    }

    /** The histogram with these labels, made when it is first asked for; to be kept by whoever records often. */
    TimeHistogram of(String... labelValues) {
        return all.computeIfAbsent(Labels.of(labelNames, labelValues), labels -> new TimeHistogram(bounds));
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(name).help(description);
        all.forEach((labels, histogram) -> snapshot.dataPoint(histogram.show(labels)));
        return snapshot.build();
    }
}
