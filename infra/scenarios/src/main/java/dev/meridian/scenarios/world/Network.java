package dev.meridian.scenarios.world;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How far places are from each other, and which cannot reach which. */
public final class Network {
    private static final double SAME_PLACE = 2;
    private static final double NEAR = 16;
    private static final Map<Set<RegionId>, Double> FAR = Map.of(
            Set.of(Place.EU, Place.US), 130.0,
            Set.of(Place.AP, Place.US), 160.0,
            Set.of(Place.AP, Place.EU), 180.0);

    private final boolean near;
    private final Set<String> cuts = new TreeSet<>();

    Network(boolean near) {
        this.near = near;
    }

    /** The round trip, in milliseconds. */
    double roundTripMillis(OriginId origin, RegionId region) {
        if (origin.equals(OriginId.of(region))) {
            return SAME_PLACE;
        }
        return near ? NEAR : FAR.getOrDefault(Set.of(new RegionId(origin.value()), region), NEAR);
    }

    boolean reaches(OriginId origin, RegionId region) {
        return !cuts.contains(origin + ">" + region);
    }

    /** From now on an origin does not reach a region. */
    public void cut(RegionId from, RegionId to) {
        cuts.add(from + ">" + to);
    }

    /** And now it does again. */
    public void mend(RegionId from, RegionId to) {
        cuts.remove(from + ">" + to);
    }
}
