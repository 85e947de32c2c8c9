package dev.meridian.routing.table;

import dev.meridian.routing.compact.CompactMap;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Origin to shares, plus region endpoints. Immutable.
 *
 * @param version which table is newer
 * @param decidedAt when the controller decided it, by its own clock; for people, never compared
 * @param origins the shares of each origin, 1 to 1024; {@link OriginId#DEFAULT} is always among them
 * @param regions how each region is reached, 1 to 64
 */
public record RoutingTable(
        TableVersion version,
        Instant decidedAt,
        SortedMap<OriginId, OriginShares> origins,
        SortedMap<RegionId, RegionRoute> regions) {
    /**
     * The most origins of one table; with 64 regions and all labels that there may be such a table is still under
     * {@link #MAX_WIRE_BYTES}, where names of regions and origins have at most 32 characters.
     */
    public static final int MAX_ORIGINS = 1_024;

    /** The largest table, in bytes of its JSON, that a receiver reads. */
    public static final int MAX_WIRE_BYTES = 4 * 1024 * 1024;

    /** @throws IllegalArgumentException if a part is missing, too large or names an unknown region */
    public RoutingTable {
        origins = CompactMap.copyOf(origins);
        regions = CompactMap.copyOf(regions);
        requireSize("origins", origins.size(), MAX_ORIGINS);
        requireSize("regions", regions.size(), RegionId.MAX_REGIONS);
        if (!origins.containsKey(OriginId.DEFAULT)) {
            throw new IllegalArgumentException("table has no shares for origin default");
        }
        for (Map.Entry<OriginId, OriginShares> origin : origins.entrySet()) {
            for (RegionId region : origin.getValue().shares().keySet()) {
                requireLegal(origin.getKey(), origin.getValue(), region, regions.get(region));
            }
        }
    }

    /** The shares of an origin: its own, or those of {@link OriginId#DEFAULT}. */
    @SuppressWarnings("NullAway") // the constructor requires the default origin
    public OriginShares sharesOf(OriginId origin) {
        OriginShares own = origins.get(origin);
        return own != null ? own : origins.get(OriginId.DEFAULT);
    }

    /** Whether another table says the same, whatever its version and time. */
    public boolean saysTheSameAs(RoutingTable other) {
        return origins.equals(other.origins) && regions.equals(other.regions);
    }

    private static void requireLegal(
            OriginId origin, OriginShares shares, RegionId region, @Nullable RegionRoute route) {
        if (route == null) {
            throw new IllegalArgumentException(
                    "origin " + origin + " has a share for region " + region + ", which the table does not list");
        }
        if (shares.of(region).value() > 0 && !route.isLegalFor(shares.residency())) {
            throw new IllegalArgumentException("origin " + origin + " demands labels " + shares.residency()
                    + ", and has a share for region " + region + ", which does not carry them");
        }
    }

    private static void requireSize(String what, int size, int max) {
        if (size < 1 || size > max) {
            throw new IllegalArgumentException("table has " + size + " " + what + ", it must have 1 to " + max);
        }
    }
}
