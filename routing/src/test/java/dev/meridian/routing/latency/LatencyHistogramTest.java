package dev.meridian.routing.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.routing.Seeded;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void bucketsStartWhereTheWireContractSays() {
        for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
            // docs/wire.md: b for b < 8, else (8 + b mod 8) * 2^(b div 8 - 1).
            long start = bucket < 8 ? bucket : (8L + bucket % 8) << (bucket / 8 - 1);
            assertThat(LatencyHistogram.lowerBoundMicros(bucket)).isEqualTo(start);
            assertThat(LatencyHistogram.bucketOf(start)).isEqualTo(bucket);
            assertThat(LatencyHistogram.bucketOf(start - 1)).isEqualTo(Math.max(0, bucket - 1));
        }
    }

    @Test
    void lastBucketTakesEverythingFrom134Seconds() {
        assertThat(LatencyHistogram.BUCKETS).isEqualTo(201);
        assertThat(LatencyHistogram.lowerBoundMicros(200)).isEqualTo(1L << 27);
        assertThat(LatencyHistogram.bucketOf((1L << 27) - 1)).isEqualTo(199);
        assertThat(LatencyHistogram.bucketOf(Long.MAX_VALUE)).isEqualTo(200);
        assertThat(LatencyHistogram.bucketOf(Long.MIN_VALUE)).isZero();
    }

    @Test
    void quantilesAreWithin6PercentOfTheTrueOnes() {
        Seeded.cases(41, 300, random -> {
            long[] micros = durations(random, random.nextInt(1, 2_000));
            LatencyHistogram histogram = histogram(micros);
            Arrays.sort(micros);
            for (double quantile : new double[] {0, 0.01, 0.2, 0.5, 0.95, 0.99, 1}) {
                int rank = Math.max(1, (int) Math.ceil(quantile * micros.length));
                double exact = micros[rank - 1];
                assertThat((double) histogram.quantileMicros(quantile))
                        .as("quantile %s of %s durations", quantile, micros.length)
                        .isCloseTo(exact, within(exact * 0.0625 + 0.5));
            }
        });
    }

    @Test
    void mergingIsCountingTogetherInAnyOrder() {
        Seeded.cases(42, 300, random -> {
            long[] one = durations(random, random.nextInt(100));
            long[] other = durations(random, random.nextInt(100));
            long[] both = new long[one.length + other.length];
            System.arraycopy(one, 0, both, 0, one.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            LatencyHistogram merged = histogram(one).plus(histogram(other));

            assertThat(merged).isEqualTo(histogram(both)).hasSameHashCodeAs(histogram(both));
            assertThat(histogram(other).plus(histogram(one))).isEqualTo(merged);
            assertThat(merged.count()).isEqualTo(both.length);
        });
    }

    @Test
    void countsCrossTheWireAndBackUnchanged() {
        LatencyHistogram histogram = histogram(new long[] {0, 7, 8, 1_000, 200_000_000});

        assertThat(LatencyHistogram.of(histogram.counts())).isEqualTo(histogram);
        assertThat(histogram.counts()).hasSize(LatencyHistogram.BUCKETS);
        assertThat(LatencyHistogram.of(new long[] {1, 2, 0}).counts()).containsExactly(1, 2);
        assertThat(LatencyHistogram.empty().counts()).isEmpty();
    }

    @Test
    void emptyHistogramHasNoQuantiles() {
        assertThat(LatencyHistogram.empty().quantileMicros(0.5)).isZero();
        assertThat(LatencyHistogram.empty().count()).isZero();
    }

    @Test
    void badCountsAndQuantilesAreRefusedByNameAndLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatencyHistogram.of(new long[202]))
                .withMessage("histogram has 202 buckets, the limit is 201");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatencyHistogram.of(new long[] {0, -1}))
                .withMessage("histogram count -1 of bucket 1 must be 0 to 1000000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatencyHistogram.of(new long[] {1_000_000_001}))
                .withMessage("histogram count 1000000001 of bucket 0 must be 0 to 1000000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatencyHistogram.empty().quantileMicros(Double.NaN))
                .withMessage("quantile NaN must be 0 to 1");
    }

    @Test
    void recorderLosesNoDurationAndCountsNoneTwice() throws InterruptedException {
        LatencyRecorder recorder = new LatencyRecorder();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofVirtual().start(() -> {
                for (int k = 0; k < 10_000; k++) {
                    recorder.recordNanos(k * 1_000L);
                }
            });
        }
        LatencyHistogram sum = LatencyHistogram.empty();
        for (int i = 0; i < 10; i++) {
            sum = sum.plus(recorder.drain());
        }
        for (Thread thread : threads) {
            thread.join();
        }
        sum = sum.plus(recorder.drain());

        assertThat(sum.count()).isEqualTo(40_000);
        assertThat(recorder.drain().count()).isZero();
    }

    private static long[] durations(SplittableRandom random, int size) {
        // Log-uniform from a microsecond to a hundred seconds.
        return random.doubles(size, 0, 18.4)
                .mapToLong(exponent -> (long) Math.exp(exponent))
                .toArray();
    }

    private static LatencyHistogram histogram(long[] micros) {
        LatencyRecorder recorder = new LatencyRecorder();
        for (long one : micros) {
            recorder.recordNanos(one * 1_000);
        }
        return recorder.drain();
    }
}
