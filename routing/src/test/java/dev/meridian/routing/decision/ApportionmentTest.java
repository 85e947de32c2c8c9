package dev.meridian.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.Seeded;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApportionmentTest {
    @ParameterizedTest
    @CsvSource({
        "1, 10000",
        "1 1, 5000 5000",
        "1 0, 10000 0",
        "0 0, 0 0",
        "80 100 100, 2858 3571 3571",
        "1 1 1, 3334 3333 3333",
        "1 1 1 0, 3334 3333 3333 0",
        "2 1, 6667 3333",
        "1 1 1 1 1 1, 1667 1667 1667 1667 1666 1666",
        "1 20000, 0 10000",
        "100000000000 50000000000 1, 6667 3333 0",
    })
    void equalsGetEqualSharesWherePossibleAndTheRestGoesByRemainder(String capacities, String shares) {
        assertThat(Apportionment.of(capacities(capacities.split(" ", -1)), BasisPoints.ONE).values().stream()
                        .map(share -> Integer.toString(share.value()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(shares);
    }

    @Test
    void sharesAreExactInSumAndWithinOneOfTheirQuota() {
        Seeded.cases(31, 5_000, random -> {
            int size = random.nextInt(1, 65);
            SortedMap<RegionId, Long> capacities = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                long capacity = random.nextInt(4) == 0 ? 7 : random.nextLong(100_000_000_000L);
                capacities.put(new RegionId("r" + i), random.nextInt(5) == 0 ? 0 : capacity);
            }
            int total = random.nextInt(BasisPoints.ONE + 1);
            long sum = capacities.values().stream().mapToLong(Long::longValue).sum();
            SortedMap<RegionId, BasisPoints> shares = Apportionment.of(capacities, total);

            assertThat(shares.values().stream().mapToInt(BasisPoints::value).sum())
                    .isEqualTo(sum == 0 ? 0 : total);
            for (Map.Entry<RegionId, Long> entry : capacities.entrySet()) {
                double quota = sum == 0 ? 0 : (double) total * entry.getValue() / sum;
                assertThat((double) shares.getOrDefault(entry.getKey(), BasisPoints.ZERO)
                                .value())
                        .isBetween(quota - 1.001, quota + 1.001);
            }
        });
    }

    private static SortedMap<RegionId, Long> capacities(String[] of) {
        SortedMap<RegionId, Long> capacities = new TreeMap<>();
        for (int i = 0; i < of.length; i++) {
            capacities.put(new RegionId("r" + i), Long.parseLong(of[i]));
        }
        return capacities;
    }
}
