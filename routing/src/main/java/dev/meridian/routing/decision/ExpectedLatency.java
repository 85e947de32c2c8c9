package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How long an origin's requests take to their first content where no region is loaded, by what was measured. */
public final class ExpectedLatency {
    private ExpectedLatency() {}

    /**
     * The mean over an origin's shares, of the round trip and what the region itself takes, in microseconds.
     *
     * @param known the decision whose measurements count
     * @param shares any shares of the origin
     * @return null where a region that has a share was never measured from there
     */
    public static @Nullable Long micros(Decision known, OriginId origin, OriginShares shares) {
        @Nullable OriginState state = known.origins().get(origin);
        SortedMap<RegionId, Long> trips = state == null ? Collections.emptySortedMap() : state.roundTripMicros();
        SortedMap<RegionId, Long> serving = serving(known);
        double sum = 0;
        for (Map.Entry<RegionId, BasisPoints> share : shares.shares().entrySet()) {
            @Nullable Long trip = trips.get(share.getKey());
            if (share.getValue().value() > 0 && trip == null) {
                return null;
            }
            sum += share.getValue().fraction()
                    * (trip == null ? 0 : LatencyStage.unloaded(share.getKey(), trip, serving));
        }
        return shares.shares().isEmpty() ? null : Math.round(sum);
    }

    private static SortedMap<RegionId, Long> serving(Decision known) {
        SortedMap<RegionId, TrafficMemory> traffic = new TreeMap<>();
        known.states().forEach((region, state) -> traffic.put(region, state.traffic()));
        return LatencyStage.serving(traffic);
    }
}
