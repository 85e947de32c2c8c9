package dev.meridian.agent.table;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.RoutingTable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How one agent sees a table: every region but its own, some by another way.
 *
 * @param own the agent's region
 * @param overrides endpoints that this agent uses in the place of the table's; regions that a table does not list are
 *     left out
 */
public record PeerView(RegionId own, Map<RegionId, Endpoint> overrides) {
    /** Copies the overrides. */
    public PeerView {
        overrides = Map.copyOf(overrides);
    }

    /** The overrides of regions that a table does not list, which have no effect with it. */
    SortedSet<RegionId> unusedOverrides(RoutingTable table) {
        SortedSet<RegionId> unused = new TreeSet<>(overrides.keySet());
        unused.removeAll(table.regions().keySet());
        return unused;
    }

    /** The other regions of a table. */
    SortedMap<RegionId, RegionSpec> of(RoutingTable table) {
        SortedMap<RegionId, RegionSpec> peers = new TreeMap<>();
        table.regions().forEach((region, route) -> {
            if (!region.equals(own)) {
                Endpoint endpoint = overrides.getOrDefault(region, route.endpoint());
                peers.put(region, new RegionSpec(endpoint, route.kind()));
            }
        });
        return Collections.unmodifiableSortedMap(peers);
    }
}
