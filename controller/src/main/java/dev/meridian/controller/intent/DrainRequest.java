package dev.meridian.controller.intent;

import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;

/** A drain as an operator asks for it; see {@link dev.meridian.routing.intent.Drain} for its parts. */
public record DrainRequest(RegionId region, DrainMode mode, String reason, Instant expiresAt) {}
