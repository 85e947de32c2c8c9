package dev.meridian.routing.pick;

import dev.meridian.routing.region.Health;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** In which order regions without a share are tried once no region with a share is left. */
final class LastResorts {
    private LastResorts() {}

    /**
     * The indexes of the regions to try: by health, then by index. Those that operators drain are not among them: to be
     * empty is what a drain is for, and failing open still honours it.
     *
     * @param healths of all regions
     */
    static int[] of(int[] shares, List<Health> healths) {
        return IntStream.range(0, shares.length)
                .filter(i -> shares[i] == 0 && !isDrained(healths.get(i)))
                .boxed()
                .sorted(Comparator.comparingInt(i -> rank(healths.get(i))))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean isDrained(Health health) {
        return health == Health.DRAINING || health == Health.DRAINED;
    }

    /** What nobody knows stands before what was seen to fail. */
    static int rank(Health health) {
        return switch (health) {
            case HEALTHY -> 0;
            case DEGRADED -> 1;
            case RECOVERING -> 2;
            case UNKNOWN -> 3;
            case DOWN -> 4;
            case DRAINING, DRAINED -> 5;
        };
    }
}
