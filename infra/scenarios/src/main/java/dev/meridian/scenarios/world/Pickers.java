package dev.meridian.scenarios.world;

import dev.meridian.routing.pick.RegionPicker;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pickers of tables that say the same are the same: to make one takes as long as ten thousand picks. */
final class Pickers {
    private static final int MOST = 256;

    private final Map<Key, RegionPicker> made = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, RegionPicker> eldest) {
            return size() > MOST;
        }
    };

    RegionPicker of(RoutingTable table, OriginId origin) {
        List<RegionRoute> routes = List.copyOf(table.regions().values());
        return made.computeIfAbsent(new Key(table.sharesOf(origin), routes), key -> RegionPicker.of(table, origin));
    }

    private record Key(OriginShares shares, List<RegionRoute> routes) {}
}
