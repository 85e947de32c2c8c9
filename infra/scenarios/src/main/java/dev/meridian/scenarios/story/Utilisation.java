package dev.meridian.scenarios.story;

import dev.meridian.routing.region.RegionId;
import dev.meridian.scenarios.world.Ledger;
import dev.meridian.scenarios.world.Place;
import java.util.List;

/** How evenly regions are used. */
final class Utilisation {
    private Utilisation() {}

    /** The mean distance of the regions' utilisation from that of all together, weighted by capacity, in points. */
    static double error(List<Ledger.Second> window) {
        double capacity = 0;
        double load = 0;
        for (RegionId region : Place.ALL) {
            capacity += capacity(window, region);
            load += served(window, region);
        }
        if (capacity == 0) {
            return 0;
        }
        double error = 0;
        for (RegionId region : Place.ALL) {
            error += Math.abs(served(window, region) - load / capacity * capacity(window, region));
        }
        return 100 * error / capacity;
    }

    private static double capacity(List<Ledger.Second> window, RegionId region) {
        return window.stream().mapToDouble(one -> one.capacityRps(region)).sum();
    }

    private static double served(List<Ledger.Second> window, RegionId region) {
        return window.stream().mapToDouble(one -> one.served(region)).sum();
    }
}
