package dev.meridian.demo.story;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.util.Map;

/**
 * What operators set before the controller was killed, and must find again.
 *
 * @param drain the id of the drain of us-west-2
 * @param table the table by which the edges route
 */
record Kept(String drain, TableVersion table) {
    /** The changed weight of ap-southeast-1. */
    static final int WEIGHT = 40;

    /** What the table says with us-west-2 drained and that weight. */
    static final Map<RegionId, Integer> SHARES = Shares.of(Map.of(Geography.EU, 100, Geography.AP, WEIGHT));
}
