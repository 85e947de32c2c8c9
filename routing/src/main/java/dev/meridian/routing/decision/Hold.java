package dev.meridian.routing.decision;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps shares under ceilings, and gives what is over them to those that may take more. */
final class Hold {
    private Hold() {}

    /**
     * The shares, none over its ceiling; the same shares where nobody may take more.
     *
     * @param shares sum to 10 000
     * @param ceilings of the regions that have one
     * @param takers the capacities of those that may take more, none of which has a ceiling
     */
    static SortedMap<RegionId, BasisPoints> under(
            SortedMap<RegionId, BasisPoints> shares,
            SortedMap<RegionId, BasisPoints> ceilings,
            SortedMap<RegionId, Long> takers) {
        if (takers.values().stream().allMatch(capacity -> capacity == 0)) {
            return shares;
        }
        SortedMap<RegionId, BasisPoints> held = new TreeMap<>(shares);
        int excess = 0;
        for (Map.Entry<RegionId, BasisPoints> ceiling : ceilings.entrySet()) {
            int over = shares.getOrDefault(ceiling.getKey(), BasisPoints.ZERO).value()
                    - ceiling.getValue().value();
            if (over > 0) {
                held.put(ceiling.getKey(), ceiling.getValue());
                excess += over;
            }
        }
        Apportionment.of(takers, excess).forEach((region, more) -> held.merge(region, more, Hold::sum));
        return held;
    }

    private static BasisPoints sum(BasisPoints a, BasisPoints b) {
        return new BasisPoints(a.value() + b.value());
    }
}
