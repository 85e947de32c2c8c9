package dev.meridian.controller.intent;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.time.Instant;
import java.util.SortedMap;

/** A pin as an operator asks for it; see {@link dev.meridian.routing.intent.Pin} for its parts. */
public record PinRequest(SortedMap<RegionId, BasisPoints> shares, String reason, Instant expiresAt) {}
