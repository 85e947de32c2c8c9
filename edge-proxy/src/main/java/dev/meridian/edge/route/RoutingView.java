package dev.meridian.edge.route;

import dev.meridian.routing.pick.RegionPicker;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table as one edge sees it. Immutable, thread-safe; made once a table. */
public final class RoutingView {
    private final RoutingTable table;
    private final RegionPicker picker;
    private final List<RegionTarget> targets;
    private final @Nullable RegionTarget own;
    private final String versionText;
    private final OriginShares shares;
    private final long hops;
    private final long illegal;

    private RoutingView(
            RoutingTable table,
            OriginShares shares,
            RegionPicker picker,
            List<RegionTarget> targets,
            @Nullable RegionTarget own) {
        this.table = table;
        this.shares = shares;
        this.picker = picker;
        this.targets = targets;
        this.own = own;
        this.versionText = table.version().toString();
        this.hops = targets.stream()
                .filter(RegionTarget::hop)
                .mapToLong(RegionTarget::bit)
                .reduce(0, (a, b) -> a | b);
        this.illegal = illegalFor(shares.residency());
    }

    /** The view of a table from the place that is given. */
    public static RoutingView of(RoutingTable table, EdgePlace place, RegionGates gates) {
        RegionPicker picker = RegionPicker.of(table, place.origin());
        List<RegionTarget> targets = IntStream.range(0, picker.size())
                .mapToObj(index -> place.target(index, picker.region(index), table, gates))
                .toList();
        int own = picker.indexOf(place.region());
        return new RoutingView(
                table, table.sharesOf(place.origin()), picker, targets, own < 0 ? null : targets.get(own));
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

    /** The labels that every region must carry which this edge sends its own clients' requests to. */
    public SortedSet<Label> residency() {
        return shares.residency();
    }

    /** The part of the own clients' requests that is refused, in basis points. */
    public int shed() {
        return shares.shed().value();
    }

    /** The bits of regions that do not carry all of these labels. */
    public long illegal(SortedSet<Label> demanded) {
        return demanded.equals(shares.residency()) ? illegal : illegalFor(demanded);
    }

    /** Whether a region of the table carries all of these labels. */
    public boolean isSatisfiable(SortedSet<Label> demanded) {
        return Long.bitCount(illegal(demanded)) < targets.size();
    }

    /** The table. */
    public RoutingTable table() {
        return table;
    }

    /** The table's version as clients are told it. */
    public String versionText() {
        return versionText;
    }

    private long illegalFor(SortedSet<Label> demanded) {
        if (demanded.isEmpty()) {
            return 0;
        }
        long bits = 0;
        for (RegionTarget target : targets) {
            RegionRoute route = table.regions().get(target.id());
            bits |= route == null || !route.isLegalFor(demanded) ? target.bit() : 0;
        }
        return bits;
    }

    private @Nullable RegionTarget target(@Nullable RegionId region) {
        return region == null ? null : targets.get(picker.indexOf(region));
    }
}
