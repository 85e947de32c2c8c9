package dev.meridian.routing.table;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.RegionKind;

/**
 * How a region is reached, and what the controller thought of it.
 *
 * @param endpoint where
 * @param kind what stands there
 * @param health as of the decision; edges use it to order their choices when the picked region fails them
 */
public record RegionRoute(Endpoint endpoint, RegionKind kind, Health health) {}
