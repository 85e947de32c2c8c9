package dev.meridian.routing.latency;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts of durations in fixed buckets; histograms of many senders merge by adding. Immutable.
 *
 * <p>The buckets are log-linear, 8 to the power of two: a duration of {@code m} microseconds falls into the bucket whose
 * bounds are within 12.5 % of each other, so a percentile is within 6.25 % of the true value (see docs/adr/0002). The
 * first 8 buckets are single microseconds; the last one takes everything of 134 s and more.
 */
public final class LatencyHistogram {
    private static final int SUB_BUCKET_BITS = 3;
    private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

    /** The number of buckets; indices are 0 to this, exclusive. The last holds 2^27 microseconds (134 s) and more. */
    public static final int BUCKETS = (27 - SUB_BUCKET_BITS + 1) * SUB_BUCKETS + 1;

    /** The largest count of one bucket; a sender that counts more than this in an interval is wrong. */
    public static final long MAX_COUNT = 1_000_000_000L;

    private static final LatencyHistogram EMPTY = new LatencyHistogram(0, new long[0]);

    /** The first bucket with a count; 0 where there is none. */
    private final int first;

    /** From the first bucket with a count to the last one: the times to one region are near each other. */
    private final long[] counts;

    private final long total;

    private LatencyHistogram(int first, long[] counts) {
        this.first = first;
        this.counts = counts;
        this.total = Arrays.stream(counts).sum();
    }

    /** Of counts by bucket index, which are none outside of the given buckets. */
    private static LatencyHistogram within(long[] counts, int from, int to) {
        int first = from;
        int end = to;
        while (first < end && counts[first] == 0) {
            first++;
        }
        while (end > first && counts[end - 1] == 0) {
            end--;
        }
        return first == end ? EMPTY : new LatencyHistogram(first, Arrays.copyOfRange(counts, first, end));
    }

    /** A histogram without any duration. */
    public static LatencyHistogram empty() {
        return EMPTY;
    }

    /**
     * A histogram of the given counts by bucket index; trailing zeros may be left out.
     *
     * @throws IllegalArgumentException if there are more than {@link #BUCKETS} counts or one is negative or too large
     */
    public static LatencyHistogram of(long[] counts) {
        if (counts.length > BUCKETS) {
            throw new IllegalArgumentException("histogram has " + counts.length + " buckets, the limit is " + BUCKETS);
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || counts[i] > MAX_COUNT) {
                throw new IllegalArgumentException(
                        "histogram count " + counts[i] + " of bucket " + i + " must be 0 to " + MAX_COUNT);
            }
        }
        return within(counts, 0, counts.length);
    }

    /** The bucket of a duration; a negative duration counts as zero. */
    public static int bucketOf(long micros) {
        if (micros < SUB_BUCKETS) {
            return (int) Math.max(0, micros);
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        int sub = (int) (micros >>> (exponent - SUB_BUCKET_BITS)) & (SUB_BUCKETS - 1);
        return Math.min(BUCKETS - 1, (exponent - SUB_BUCKET_BITS + 1) * SUB_BUCKETS + sub);
    }

    /** The smallest duration of a bucket, in microseconds. */
    public static long lowerBoundMicros(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return bucket;
        }
        int exponent = bucket / SUB_BUCKETS + SUB_BUCKET_BITS - 1;
        return (long) (SUB_BUCKETS + bucket % SUB_BUCKETS) << (exponent - SUB_BUCKET_BITS);
    }

    /** How many durations were counted. */
    public long count() {
        return total;
    }

    /** The counts by bucket index, without trailing zeros; a copy. */
    public long[] counts() {
        long[] all = new long[first + counts.length];
        System.arraycopy(counts, 0, all, first, counts.length);
        return all;
    }

    /** This histogram and another one added up; a bucket stays at {@link #MAX_COUNT}. */
    public LatencyHistogram plus(LatencyHistogram other) {
        if (other.total == 0) {
            return this;
        }
        Sum sum = new Sum();
        sum.add(this);
        sum.add(other);
        return sum.histogram();
    }

    /**
     * The duration below which a part of all durations lies, in microseconds: the middle of its bucket.
     *
     * @param quantile 0 to 1; 0.5 is the median
     * @return 0 where nothing was counted
     * @throws IllegalArgumentException if the quantile is not 0 to 1
     */
    public long quantileMicros(double quantile) {
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException("quantile " + quantile + " must be 0 to 1");
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int i = first; i < first + counts.length; i++) {
            seen += counts[i - first];
            if (seen >= rank) {
                return i < SUB_BUCKETS || i == BUCKETS - 1
                        ? lowerBoundMicros(i)
                        : (lowerBoundMicros(i) + lowerBoundMicros(i + 1)) / 2;
            }
        }
        return 0;
    }

    /** Adds histograms up in place. Not thread-safe. */
    public static final class Sum {
        /** What was added where that is one histogram at most: of many edges each is alone at its origin. */
        private LatencyHistogram only = EMPTY;

        private long @Nullable [] counts;
        private int from = BUCKETS;
        private int to;

        /** Adds one. */
        public void add(LatencyHistogram histogram) {
            if (histogram.total == 0) {
                return;
            }
            if (only.total == 0) {
                only = histogram;
                return;
            }
            long[] all = counts;
            if (all == null) {
                all = new long[BUCKETS];
                counts = all;
                add(only, all);
            }
            add(histogram, all);
        }

        private void add(LatencyHistogram histogram, long[] all) {
            int first = histogram.first;
            from = Math.min(from, first);
            to = Math.max(to, first + histogram.counts.length);
            for (int i = 0; i < histogram.counts.length; i++) {
                all[first + i] = Math.min(MAX_COUNT, all[first + i] + histogram.counts[i]);
            }
        }

        /** What was added up so far. */
        public LatencyHistogram histogram() {
            return counts == null ? only : within(counts, from, to);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyHistogram that && first == that.first && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * first + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "LatencyHistogram[count=" + total + ", p50=" + quantileMicros(0.5) + "us, p95=" + quantileMicros(0.95)
                + "us]";
    }
}
