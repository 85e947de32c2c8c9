package dev.meridian.routing.decision;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Cuts a whole number of basis points in proportion to capacities, exactly, by the method of largest remainders. Regions
 * of equal capacity get equal shares where that is possible at all: the points that are left over go to the largest
 * remainders whose equals can all be served, and only then by name.
 */
final class Apportionment {
    private Apportionment() {}

    /**
     * The shares, one for each capacity.
     *
     * @param capacities 0 to 10^13 each
     * @param total what the shares sum to; they are all zero where all capacities are
     */
    static SortedMap<RegionId, BasisPoints> of(SortedMap<RegionId, Long> capacities, int total) {
        long sum = capacities.values().stream().mapToLong(Long::longValue).sum();
        if (sum == 0) {
            return CompactMap.mapped(capacities, (region, capacity) -> BasisPoints.ZERO);
        }
        int[] shares = new int[capacities.size()];
        int left = total;
        List<Remainder> remainders = new ArrayList<>(shares.length);
        int i = 0;
        for (long capacity : capacities.values()) {
            shares[i] = (int) (capacity * total / sum);
            left -= shares[i];
            long rest = capacity * total % sum;
            if (rest > 0) {
                remainders.add(new Remainder(i, capacity, rest));
            }
            i++;
        }
        for (int luckiest : luckiest(remainders, left)) {
            shares[luckiest]++;
        }
        return CompactMap.placed(capacities, r -> new BasisPoints(shares[r]));
    }

    /** Whose share is rounded up; fewer are to be found than there are remainders. */
    private static List<Integer> luckiest(List<Remainder> remainders, int count) {
        remainders.sort(Remainder.LARGEST_FIRST);
        List<Integer> served = new ArrayList<>();
        List<Integer> passedOver = new ArrayList<>();
        for (int from = 0; from < remainders.size(); ) {
            int to = from;
            while (to < remainders.size()
                    && remainders.get(to).capacity() == remainders.get(from).capacity()) {
                to++;
            }
            (to - from <= count - served.size() ? served : passedOver)
                    .addAll(remainders.subList(from, to).stream()
                            .map(Remainder::index)
                            .toList());
            from = to;
        }
        served.addAll(passedOver.subList(0, count - served.size()));
        return served;
    }

    /** @param index of the region, in their order */
    private record Remainder(int index, long capacity, long rest) {
        static final Comparator<Remainder> LARGEST_FIRST = Comparator.comparingLong(Remainder::rest)
                .thenComparingLong(Remainder::capacity)
                .reversed()
                .thenComparingInt(Remainder::index);
    }
}
