package dev.meridian.routing.intent;

import dev.meridian.routing.region.RegionId;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What no automatic removal and no drain may break (as the safety rules of Route 53 Application Recovery Controller).
 *
 * @param atLeast how many regions must be left to serve, 1 to 64
 * @param neverTogether sets of regions of which not all may be away at once, at most 64 sets of two or more
 */
public record SafetyRules(int atLeast, List<SortedSet<RegionId>> neverTogether) {
    /** One region must be left. */
    public static final SafetyRules DEFAULTS = new SafetyRules(1, List.of());

    /** @throws IllegalArgumentException if a component is out of its range */
    public SafetyRules {
        if (atLeast < 1 || atLeast > RegionId.MAX_REGIONS) {
            throw new IllegalArgumentException("atLeast " + atLeast + " must be 1 to " + RegionId.MAX_REGIONS);
        }
        if (neverTogether.size() > RegionId.MAX_REGIONS) {
            throw new IllegalArgumentException(
                    neverTogether.size() + " sets of regions, the limit is " + RegionId.MAX_REGIONS);
        }
        for (SortedSet<RegionId> together : neverTogether) {
            if (together.size() < 2) {
                throw new IllegalArgumentException(
                        "a set of regions has " + together.size() + ", it must have two or more");
            }
        }
        neverTogether = neverTogether.stream()
                .map(together -> (SortedSet<RegionId>) new TreeSet<>(together))
                .toList();
    }

    /**
     * Why some regions may not all be away; empty where they may.
     *
     * @param away the regions that would not serve
     * @param left how many would
     */
    public String violation(Set<RegionId> away, int left) {
        if (left < atLeast) {
            return left + " regions would be left, the safety rule is at least " + atLeast;
        }
        for (SortedSet<RegionId> together : neverTogether) {
            if (away.containsAll(together)) {
                return "the safety rule is that " + together + " are never away together";
            }
        }
        return "";
    }

    /**
     * Why one more region may not be away; empty where it may. Sets that it is not in have nothing to do with it.
     *
     * @param more the region
     * @param away all regions that would not serve then, with it
     * @param left how many would
     */
    public String violation(RegionId more, Set<RegionId> away, int left) {
        List<SortedSet<RegionId>> with = neverTogether.stream()
                .filter(together -> together.contains(more))
                .toList();
        return new SafetyRules(atLeast, with).violation(away, left);
    }
}
