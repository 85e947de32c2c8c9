package dev.meridian.agent.probe;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import java.util.SortedMap;

/** Lists how the other regions are reached. */
@FunctionalInterface
public interface PeerDirectory {
    /** The other regions as of now, never the own one; empty before the first table. Never blocks. */
    SortedMap<RegionId, RegionSpec> peers();
}
