package dev.meridian.routing.decision;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.RoutingTable;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Whose shares a table lists: every region as an origin, the default, every origin that demands labels, and those that edges spoke from. */
final class Origins {
    private Origins() {}

    /** The origins, at most {@link RoutingTable#MAX_ORIGINS}; an alarm says how many more there were. */
    static NavigableSet<OriginId> of(Inputs inputs, List<String> alarms) {
        NavigableSet<OriginId> origins = new TreeSet<>();
        origins.add(OriginId.DEFAULT);
        inputs.regions().keySet().forEach(region -> origins.add(OriginId.of(region)));
        // Before any edge there is heard of: until it is listed it would use the shares of the default, which demands
        // nothing.
        inputs.residency().keySet().stream()
                .limit(RoutingTable.MAX_ORIGINS - origins.size())
                .forEach(origins::add);
        NavigableSet<OriginId> seen = new TreeSet<>();
        inputs.observations().forEach(received -> seen.add(received.message().origin()));
        seen.removeAll(origins);
        int room = Math.max(0, RoutingTable.MAX_ORIGINS - origins.size());
        seen.stream().limit(room).forEach(origins::add);
        if (seen.size() > room) {
            alarms.add((seen.size() - room) + " origins are not in the table, the limit is " + RoutingTable.MAX_ORIGINS
                    + "; their edges use the shares of origin default");
        }
        return origins;
    }
}
