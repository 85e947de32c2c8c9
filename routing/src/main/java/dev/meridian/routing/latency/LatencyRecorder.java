package dev.meridian.routing.latency;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations as they happen. Thread-safe, allocation-free on recording. */
public final class LatencyRecorder {
    private final AtomicLongArray counts = new AtomicLongArray(LatencyHistogram.BUCKETS);

    /** Counts one duration; a negative one counts as zero. */
    public void recordNanos(long nanos) {
        counts.getAndIncrement(LatencyHistogram.bucketOf(nanos / 1_000));
    }

    /** What was counted since the last call. No duration is lost or counted twice. */
    public LatencyHistogram drain() {
        long[] drained = new long[LatencyHistogram.BUCKETS];
        for (int i = 0; i < drained.length; i++) {
            drained[i] = Math.min(LatencyHistogram.MAX_COUNT, counts.getAndSet(i, 0));
        }
        return LatencyHistogram.of(drained);
    }
}
