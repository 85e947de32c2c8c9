package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps shares under ceilings, and gives the rest to the other regions in proportion to their capacities. */
final class Hold {
    private Hold() {}

    /**
     * The shares, none over its ceiling; the same shares where no other region could take the rest.
     *
     * @param shares sum to 10 000
     * @param capacities of the same regions
     * @param ceilings of the regions that have one
     */
    static SortedMap<RegionId, BasisPoints> under(
            SortedMap<RegionId, BasisPoints> shares,
            SortedMap<RegionId, Long> capacities,
            SortedMap<RegionId, BasisPoints> ceilings) {
        SortedMap<RegionId, BasisPoints> held = new TreeMap<>();
        SortedMap<RegionId, Long> free = new TreeMap<>(capacities);
        SortedMap<RegionId, BasisPoints> current = shares;
        int rest = BasisPoints.ONE;
        for (List<RegionId> over = over(current, ceilings); !over.isEmpty(); over = over(current, ceilings)) {
            for (RegionId region : over) {
                BasisPoints ceiling = ceilings.getOrDefault(region, BasisPoints.WHOLE);
                held.put(region, ceiling);
                rest -= ceiling.value();
                free.remove(region);
            }
            if (free.values().stream().allMatch(capacity -> capacity == 0)) {
                return shares;
            }
            current = Apportionment.of(free, rest);
        }
        SortedMap<RegionId, BasisPoints> result = new TreeMap<>(current);
        result.putAll(held);
        return result;
    }

    private static List<RegionId> over(
            SortedMap<RegionId, BasisPoints> shares, SortedMap<RegionId, BasisPoints> ceilings) {
        List<RegionId> over = new ArrayList<>();
        for (Map.Entry<RegionId, BasisPoints> share : shares.entrySet()) {
            if (share.getValue().compareTo(ceilings.getOrDefault(share.getKey(), BasisPoints.WHOLE)) > 0) {
                over.add(share.getKey());
            }
        }
        return over;
    }
}
