package dev.meridian.scenarios.world;

import dev.meridian.routing.region.RegionId;
import java.util.List;

/** The three regions of the model world, each of which is also an origin. */
public final class Place {
    public static final RegionId AP = new RegionId("ap-southeast-1");
    public static final RegionId EU = new RegionId("eu-west-1");
    public static final RegionId US = new RegionId("us-west-2");

    /** All of them, by name. */
    public static final List<RegionId> ALL = List.of(AP, EU, US);

    private Place() {}
}
