package dev.meridian.demo.traffic;

import dev.meridian.routing.region.RegionId;
import java.net.URI;

/**
 * An edge by which a client can enter.
 *
 * @param edge the region of that edge
 * @param base its address as seen from the client, without a path
 */
public record Entry(RegionId edge, URI base) {}
