package dev.meridian.edge.route;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;

/**
 * A region as this edge reaches it.
 *
 * @param id the region
 * @param index its place in the view, 0 to 63
 * @param endpoint where attempts go: the upstream API if the chain runs here, else the region's edge
 * @param authority the endpoint's host and port, as requests name it
 * @param hop whether another edge stands there, which runs the chain itself
 * @param gate what this edge knows of the region
 */
public record RegionTarget(RegionId id, int index, Endpoint endpoint, String authority, boolean hop, RegionGate gate) {
    RegionTarget(RegionId id, int index, Endpoint endpoint, boolean hop, RegionGate gate) {
        this(id, index, endpoint, endpoint.host() + ":" + endpoint.port(), hop, gate);
    }

    /** The region's bit in a mask of excluded regions. */
    public long bit() {
        return 1L << index;
    }
}
