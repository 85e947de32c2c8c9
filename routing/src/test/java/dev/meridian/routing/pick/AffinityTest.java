package dev.meridian.routing.pick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.Seeded;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which affinity keys move when a table changes: one key a bucket stands for all. */
class AffinityTest {
    @Test
    void drainOfARegionMovesNoOtherRegionsKeys() {
        RegionPicker before = RegionPicker.of(RegionPickerTest.shares(2858, 3571, 3571));
        RegionPicker after = RegionPicker.of(RegionPickerTest.shares(4445, 0, 5555));

        assertThat(wrongMoves(before, after, new int[] {2858, 3571, 3571}, new int[] {4445, 0, 5555}))
                .isLessThanOrEqualTo(Rendezvous.BUCKETS / 1_000);
    }

    @Test
    void rampMovesKeysToTheRampingRegionOnly() {
        int[] last = {4445, 0, 5555};
        for (int eu = 500; eu <= 3_500; eu += 500) {
            int us = (10_000 - eu) * 5555 / 10_000;
            int[] next = {10_000 - eu - us, eu, us};
            RegionPicker before = RegionPicker.of(RegionPickerTest.shares(last[0], last[1], last[2]));
            RegionPicker after = RegionPicker.of(RegionPickerTest.shares(next[0], next[1], next[2]));

            assertThat(wrongMoves(before, after, last, next))
                    .as("eu from %s to %s basis points", last[1], eu)
                    .isLessThanOrEqualTo(Rendezvous.BUCKETS / 1_000);
            last = next;
        }
    }

    @Test
    void changeOfOneWeightMovesOnlyKeysWhoseShareMoved() {
        Seeded.cases(11, 150, random -> {
            int size = random.nextInt(2, 9);
            RegionId[] regions = regions(random, size);
            long[] weights = random.longs(size, 20, 120).toArray();
            int[] before = shares(weights);
            weights[random.nextInt(size)] = random.nextInt(3) == 0 ? 0 : random.nextLong(1, 120);
            int[] after = shares(weights);
            Rendezvous one = Rendezvous.of(regions, before);
            Rendezvous other = Rendezvous.of(regions, after);
            int wrong = 0;
            int moved = 0;
            for (int bucket = 0; bucket < Rendezvous.BUCKETS; bucket++) {
                int from = one.owner(bucket);
                int to = other.owner(bucket);
                boolean right = after[from] < before[from] && after[to] > before[to];
                moved += from == to ? 0 : 1;
                wrong += from == to || right ? 0 : 1;
            }
            // Half a percent of all keys, for the correction that keeps the shares within 0.3 points.
            assertThat(wrong).isLessThanOrEqualTo(Rendezvous.BUCKETS / 200);
            int due = 0;
            for (int i = 0; i < size; i++) {
                due += Math.max(0, after[i] - before[i]);
            }
            assertThat(moved)
                    .as("buckets moved, where the shares moved by %s basis points", due)
                    .isLessThanOrEqualTo(due * Rendezvous.BUCKETS / BasisPoints.ONE + size * 2 * Rendezvous.TOLERANCE);
        });
    }

    @Test
    void everyRegionsBucketsAreWithinTheToleranceOfItsShare() {
        Seeded.cases(12, 200, random -> {
            int size = random.nextInt(1, random.nextInt(5) == 0 ? 65 : 9);
            int[] shares = shares(random.longs(size, 0, 1_000)
                    .map(w -> w + (size == 1 ? 1 : 0))
                    .toArray());
            Rendezvous rendezvous = Rendezvous.of(regions(random, size), shares);
            int[] counts = new int[size];
            for (int bucket = 0; bucket < Rendezvous.BUCKETS; bucket++) {
                counts[rendezvous.owner(bucket)]++;
            }
            for (int i = 0; i < size; i++) {
                double fair = (double) shares[i] * Rendezvous.BUCKETS / BasisPoints.ONE;
                // A few buckets more, where the rounds of correction ran out.
                assertThat(Math.abs(counts[i] - fair)).isLessThanOrEqualTo(Rendezvous.TOLERANCE + 8);
                assertThat(shares[i] > 0 || counts[i] == 0).isTrue();
            }
        });
    }

    private static int wrongMoves(RegionPicker before, RegionPicker after, int[] sharesBefore, int[] sharesAfter) {
        int wrong = 0;
        for (long key = 0; key < Rendezvous.BUCKETS; key++) {
            int from = before.indexOf(before.pickFor(key));
            int to = after.indexOf(after.pickFor(key));
            boolean right = sharesAfter[from] < sharesBefore[from] && sharesAfter[to] > sharesBefore[to];
            wrong += from == to || right ? 0 : 1;
        }
        return wrong;
    }

    private static RegionId[] regions(SplittableRandom random, int size) {
        RegionId[] regions = new RegionId[size];
        for (int i = 0; i < size; i++) {
            regions[i] = new RegionId("r" + i + "-" + Long.toString(random.nextLong() >>> 1, 36));
        }
        return regions;
    }

    private static int[] shares(long[] weights) {
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
        }
        int[] shares = new int[weights.length];
        int left = BasisPoints.ONE;
        int largest = 0;
        for (int i = 0; i < weights.length; i++) {
            shares[i] = (int) (weights[i] * BasisPoints.ONE / Math.max(1, sum));
            left -= shares[i];
            largest = weights[i] > weights[largest] ? i : largest;
        }
        shares[largest] += left;
        return shares;
    }
}
