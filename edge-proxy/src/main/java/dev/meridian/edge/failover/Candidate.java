package dev.meridian.edge.failover;

import dev.meridian.edge.route.RegionTarget;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt is made at.
 *
 * @param target the region
 * @param model the model; null for a request that names none
 */
record Candidate(RegionTarget target, @Nullable String model) {}
