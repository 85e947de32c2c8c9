package dev.meridian.scenarios.world;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.RoutingTable;

/** Writes down what can be seen at the end of a second. */
final class Shown {
    private Shown() {}

    static void write(World world, Optimum optimum) {
        Ledger.Second now = world.ledger().current();
        for (ModelEdge edge : world.edges()) {
            RoutingTable table = edge.table();
            if (table != null) {
                double each = 1.0 / world.edges().size();
                table.sharesOf(edge.origin())
                        .shares()
                        .forEach((region, share) -> now.shares.merge(region, share.fraction() * each, Double::sum));
            }
        }
        for (RegionId region : world.regions().keySet()) {
            now.capacities.put(region, world.region(region).capacityRps());
        }
        now.leastMillis = optimum.millis();
    }
}
