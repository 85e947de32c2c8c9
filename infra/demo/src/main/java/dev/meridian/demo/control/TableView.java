package dev.meridian.demo.control;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.util.Map;

/**
 * What the demo reads of a routing table.
 *
 * @param shares by origin and region, in basis points; a region without a share is missing
 * @param health by region
 */
public record TableView(
        TableVersion version, Map<RegionId, Map<RegionId, Integer>> shares, Map<RegionId, String> health) {
    /** Copies its collections. */
    public TableView {
        shares = Map.copyOf(shares);
        health = Map.copyOf(health);
    }

    /** The share of a region among the requests of an origin, in basis points. */
    public int share(RegionId origin, RegionId region) {
        return shares.getOrDefault(origin, Map.of()).getOrDefault(region, 0);
    }

    /** The largest share that any origin gives the region. */
    public int largestShare(RegionId region) {
        return shares.values().stream()
                .mapToInt(row -> row.getOrDefault(region, 0))
                .max()
                .orElse(0);
    }

    /** The smallest share that any origin gives the region. */
    public int smallestShare(RegionId region) {
        return shares.values().stream()
                .mapToInt(row -> row.getOrDefault(region, 0))
                .min()
                .orElse(0);
    }

    /** The region's state; {@code UNKNOWN} where the table does not list it. */
    public String healthOf(RegionId region) {
        return health.getOrDefault(region, "UNKNOWN");
    }
}
