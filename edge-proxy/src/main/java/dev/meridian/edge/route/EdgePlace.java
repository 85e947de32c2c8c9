package dev.meridian.edge.route;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import java.util.Map;

/**
 * Where an edge stands and how it reaches things from there.
 *
 * @param origin where it stands
 * @param region the region it serves
 * @param upstream the upstream API as seen from here
 * @param overrides endpoints of regions that differ from the table's, as seen from here
 */
public record EdgePlace(OriginId origin, RegionId region, Endpoint upstream, Map<RegionId, Endpoint> overrides) {
    /** Copies the overrides. */
    public EdgePlace {
        overrides = Map.copyOf(overrides);
    }

    RegionTarget target(int index, RegionId id, RoutingTable table, RegionGates gates) {
        RegionRoute route = table.regions().get(id);
        if (route == null) {
            throw new IllegalStateException("table " + table.version() + " has a share for unlisted region " + id);
        }
        if (id.equals(region) && route.kind() == RegionKind.EDGE) {
            return new RegionTarget(id, index, upstream, false, gates.of(id));
        }
        Endpoint endpoint = overrides.getOrDefault(id, route.endpoint());
        return new RegionTarget(id, index, endpoint, route.kind() == RegionKind.EDGE, gates.of(id));
    }
}
