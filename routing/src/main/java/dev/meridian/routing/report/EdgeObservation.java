package dev.meridian.routing.report;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.SortedMap;

/**
 * What one edge saw on live traffic in one interval.
 *
 * @param origin where the edge stands
 * @param sender the edge and which of its observations this is
 * @param interval how long the counts were made, 1 ms to 10 min
 * @param table the table the edge routes by; {@link TableVersion#NONE} before its first
 * @param shed requests refused because the table told so, 0 to 1 000 000 000
 * @param regions the traffic to each region, at most 64
 * @param running how many of its clients' requests each region was answering at the interval's end, each 0 to 1 000 000 000,
 *     of at most 64 regions; empty where the edge does not say
 */
public record EdgeObservation(
        OriginId origin,
        Sender sender,
        Duration interval,
        TableVersion table,
        long shed,
        SortedMap<RegionId, RegionTraffic> regions,
        SortedMap<RegionId, Long> running) {
    /** @throws IllegalArgumentException if a component is out of its range */
    public EdgeObservation {
        RegionReport.requireInterval(interval);
        Counts.require("shed", shed, RegionTraffic.MAX);
        Counts.require("number of regions", regions.size(), RegionId.MAX_REGIONS);
        regions = CompactMap.copyOf(regions);
        Counts.require("number of regions in running", running.size(), RegionId.MAX_REGIONS);
        running.values().forEach(count -> Counts.require("running", count, RegionTraffic.MAX));
        running = CompactMap.copyOf(running);
    }
}
