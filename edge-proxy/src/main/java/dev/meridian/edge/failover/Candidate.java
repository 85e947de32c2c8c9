package dev.meridian.edge.failover;

import dev.meridian.edge.route.Breaker;
import dev.meridian.edge.route.RegionTarget;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt is made at.
 *
 * @param target the region
 * @param model the model; null for a request that names none
 * @param pass what let it in at the region's breaker
 * @param breaker the model's breaker in the region; null where another edge, or no model, is asked
 * @param modelPass what let it in there
 */
record Candidate(
        RegionTarget target,
        @Nullable String model,
        int pass,
        @Nullable Breaker breaker,
        int modelPass) {}
