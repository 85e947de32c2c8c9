package dev.meridian.edge.observe;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How many times were how long, in buckets. Thread-safe; recording is two additions, since every request records. */
final class TimeHistogram {
    private static final double NANOS = 1e9;

    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /** @param bounds upper bounds in nanoseconds, inclusive, ascending */
    TimeHistogram(long[] bounds) {
        this.bounds = bounds;
        this.counts = Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new);
    }

    /** Most times fall into the first buckets, so that they are found soonest by looking at each. */
    void record(long nanos) {
        int bucket = 0;
        while (bucket < bounds.length && nanos > bounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(nanos);
    }

    /** As Prometheus shows it, in seconds. */
    HistogramDataPointSnapshot show(Labels labels) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < bounds.length; i++) {
            buckets.bucket(bounds[i] / NANOS, counts[i].sum());
        }
        buckets.bucket(Double.POSITIVE_INFINITY, counts[bounds.length].sum());
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(buckets.build())
                .sum(sum.sum() / NANOS)
                .build();
    }
}
