package dev.meridian.scenarios.world;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.util.List;

/** The edges and agents of a new world. */
final class Population {
    private static final int AGENTS_OF_A_REGION = 3;

    private Population() {}

    static void fill(World world, List<ModelEdge> edges, List<ModelAgent> agents) {
        for (RegionId region : world.regions().keySet()) {
            for (int i = 0; i < world.setup().edgesPerOrigin; i++) {
                edges.add(new ModelEdge(world, OriginId.of(region), "edge-" + i));
            }
            for (int i = 0; i < AGENTS_OF_A_REGION; i++) {
                agents.add(new ModelAgent(world, region, "agent-" + i));
            }
        }
    }
}
