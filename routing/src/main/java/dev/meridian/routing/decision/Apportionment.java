package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        if (sum == 0) {
            capacities.keySet().forEach(region -> shares.put(region, BasisPoints.ZERO));
            return shares;
        }
        int left = total;
        List<Remainder> remainders = new ArrayList<>();
        for (Map.Entry<RegionId, Long> entry : capacities.entrySet()) {
            int floor = (int) (entry.getValue() * total / sum);
            shares.put(entry.getKey(), new BasisPoints(floor));
            left -= floor;
            long rest = entry.getValue() * total % sum;
            if (rest > 0) {
                remainders.add(new Remainder(entry.getKey(), entry.getValue(), rest));
            }
        }
        for (RegionId region : luckiest(remainders, left)) {
            shares.merge(region, new BasisPoints(1), (a, b) -> new BasisPoints(a.value() + b.value()));
        }
        return shares;
    }

    /** Whose share is rounded up; fewer are to be found than there are remainders. */
    private static List<RegionId> luckiest(List<Remainder> remainders, int count) {
        remainders.sort(Remainder.LARGEST_FIRST);
        List<RegionId> served = new ArrayList<>();
        List<RegionId> passedOver = new ArrayList<>();
        for (int from = 0; from < remainders.size(); ) {
            int to = from;
            while (to < remainders.size()
                    && remainders.get(to).capacity() == remainders.get(from).capacity()) {
                to++;
            }
            (to - from <= count - served.size() ? served : passedOver)
                    .addAll(remainders.subList(from, to).stream()
                            .map(Remainder::region)
                            .toList());
            from = to;
        }
        served.addAll(passedOver.subList(0, count - served.size()));
        return served;
    }

    private record Remainder(RegionId region, long capacity, long rest) {
        static final Comparator<Remainder> LARGEST_FIRST = Comparator.comparingLong(Remainder::rest)
                .thenComparingLong(Remainder::capacity)
                .reversed()
                .thenComparing(Remainder::region);
    }
}
