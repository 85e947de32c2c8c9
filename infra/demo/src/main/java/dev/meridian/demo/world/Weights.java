package dev.meridian.demo.world;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.region.RegionId;
import java.util.Map;

/** The operator weights with which the demo begins. */
public final class Weights {
    /** By region. */
    public static final Map<RegionId, Integer> INITIAL = Map.of(Geography.US, 100, Geography.EU, 100, Geography.AP, 80);

    private Weights() {}

    static int of(RegionId region) {
        return INITIAL.getOrDefault(region, 0);
    }
}
