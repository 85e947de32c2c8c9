package dev.meridian.edge.route;

import dev.meridian.routing.pick.RegionPicker;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.RoutingTable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table as one edge sees it. Immutable, thread-safe; made once a table. */
public final class RoutingView {
    private final RoutingTable table;
    private final RegionPicker picker;
    private final List<RegionTarget> targets;
    private final @Nullable RegionTarget own;
    private final String versionText;
    private final long hops;

    private RoutingView(
            RoutingTable table, RegionPicker picker, List<RegionTarget> targets, @Nullable RegionTarget own) {
        this.table = table;
        this.picker = picker;
        this.targets = targets;
        this.own = own;
        this.versionText = table.version().toString();
        this.hops = targets.stream()
                .filter(RegionTarget::hop)
                .mapToLong(RegionTarget::bit)
                .reduce(0, (a, b) -> a | b);
    }

    /** The view of a table from the place that is given. */
    public static RoutingView of(RoutingTable table, EdgePlace place, RegionGates gates) {
        RegionPicker picker = RegionPicker.of(table, place.origin());
        List<RegionTarget> targets = IntStream.range(0, picker.size())
                .mapToObj(index -> place.target(index, picker.region(index), table, gates))
                .toList();
        int own = picker.indexOf(place.region());
        return new RoutingView(table, picker, targets, own < 0 ? null : targets.get(own));
    }

    /**
     * The region for a request by weight.
     *
     * @param random 64 uniformly random bits
     * @param excluded the bits of regions that it must not be
     * @return null where no region is left
     */
    public @Nullable RegionTarget pick(long random, long excluded) {
        return target(picker.pickExcluding(random, excluded));
    }

    /** The same for a request with an affinity key, by the key's hash. */
    public @Nullable RegionTarget pickFor(long key, long excluded) {
        return target(picker.pickForExcluding(key, excluded));
    }

    /** The region this edge serves; null where the table does not list it. */
    public @Nullable RegionTarget own() {
        return own;
    }

    /** The bits of regions that are reached over another edge. */
    public long hops() {
        return hops;
    }

    /** The table. */
    public RoutingTable table() {
        return table;
    }

    /** The table's version as clients are told it. */
    public String versionText() {
        return versionText;
    }

    private @Nullable RegionTarget target(@Nullable RegionId region) {
        return region == null ? null : targets.get(picker.indexOf(region));
    }
}
