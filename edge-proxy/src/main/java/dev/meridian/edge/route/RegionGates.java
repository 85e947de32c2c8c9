package dev.meridian.edge.route;

import dev.meridian.edge.settings.CurrentFallback;
import dev.meridian.routing.region.RegionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The gates of all regions that this edge ever had in a table; bounded by the tables it applies. Thread-safe. */
public final class RegionGates {
    private final Map<RegionId, RegionGate> gates = new ConcurrentHashMap<>();
    private final CurrentFallback fallback;

    /** @param fallback says when breakers open */
    public RegionGates(CurrentFallback fallback) {
        this.fallback = fallback;
    }

    /** The gate of a region; always the same one. */
    public RegionGate of(RegionId region) {
        return gates.computeIfAbsent(
                region, id -> new RegionGate(id, () -> fallback.get().breaker()));
    }

    /** All gates so far. */
    public Map<RegionId, RegionGate> all() {
        return Map.copyOf(gates);
    }
}
