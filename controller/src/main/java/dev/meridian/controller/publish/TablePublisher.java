package dev.meridian.controller.publish;

import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.decision.Canary;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.table.RoutingTable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Holds the current table, and the one that canaries are to run. One thread publishes, any thread reads. */
public final class TablePublisher {
    private final Wire wire;
    private final LongSupplier nanoClock;
    private final Publications publications = new Publications();
    private volatile @Nullable Tables current;
    private volatile boolean released;
    private volatile Runnable news = () -> {};

    /** @param nanoClock monotonic, in nanoseconds */
    public TablePublisher(Wire wire, LongSupplier nanoClock) {
        this.wire = wire;
        this.nanoClock = nanoClock;
    }

    /**
     * Replaces the current tables by newer ones and wakes who waits for them; the same versions change nothing.
     *
     * @param canary whose table goes to its edges instead; null where there is none
     * @throws IllegalStateException if the table is older than the current one, or larger than a receiver reads
     */
    public void publish(RoutingTable table, @Nullable Canary canary) {
        @Nullable Tables before = current;
        PublishedTable all =
                before != null && before.all().hasVersion(table.version()) ? before.all() : newer(table, before);
        @Nullable PublishedTable tried = tried(canary, before);
        if (before != null && all == before.all() && tried == before.tried()) {
            return;
        }
        current = new Tables(all, tried, tried == null ? null : canary);
        if (before == null || all != before.all()) {
            publications.add(table.version(), nanoClock.getAsLong());
        } else {
            publications.triedAnother(nanoClock.getAsLong());
        }
        news.run();
    }

    /** What is done after each publication and release, on the thread that publishes; it must not wait. */
    void onNews(Runnable action) {
        news = action;
    }

    /** The current table of all; null before the first. */
    public @Nullable RoutingTable table() {
        @Nullable Tables tables = current;
        return tables == null ? null : tables.all().table();
    }

    /**
     * The table that an edge is to run; null before the first.
     *
     * @param edge null where the caller does not say who it is
     */
    @Nullable
    PublishedTable current(@Nullable EdgeName edge) {
        @Nullable Tables tables = current;
        return tables == null ? null : tables.of(edge);
    }

    /**
     * How an edge follows.
     *
     * @param seenNanos when it said what it runs
     */
    Following following(EdgeObservation edge, long seenNanos) {
        @Nullable Tables tables = current;
        EdgeName name = new EdgeName(edge.origin(), edge.sender().name());
        return tables != null && tables.of(name).hasVersion(edge.table())
                ? Following.CURRENT
                : publications.of(edge.table(), seenNanos);
    }

    /** Lets everybody go who waits, and nobody wait again; for the end of the program. */
    public void release() {
        released = true;
        if (current != null) {
            news.run();
        }
    }

    /** Whether nobody is to wait any more. */
    boolean isReleased() {
        return released;
    }

    private PublishedTable newer(RoutingTable table, @Nullable Tables before) {
        if (before != null && !table.version().isNewerThan(before.all().table().version())) {
            throw new IllegalStateException("table " + table.version() + " is older than "
                    + before.all().table().version());
        }
        return serialised(table);
    }

    private @Nullable PublishedTable tried(@Nullable Canary canary, @Nullable Tables before) {
        @Nullable RoutingTable table = canary == null ? null : canary.table();
        if (table == null) {
            return null;
        }
        @Nullable PublishedTable known = before == null ? null : before.tried();
        return known != null && known.hasVersion(table.version()) ? known : serialised(table);
    }

    private PublishedTable serialised(RoutingTable table) {
        byte[] json = wire.write(table);
        if (json.length > RoutingTable.MAX_WIRE_BYTES) {
            throw new IllegalStateException("table " + table.version() + " has " + json.length + " bytes, the limit is "
                    + RoutingTable.MAX_WIRE_BYTES);
        }
        return new PublishedTable(table, json);
    }

    /** What an edge is called: unique within its origin. */
    record EdgeName(OriginId origin, String name) {}

    private record Tables(
            PublishedTable all,
            @Nullable PublishedTable tried,
            @Nullable Canary canary) {
        PublishedTable of(@Nullable EdgeName edge) {
            boolean tries = edge != null && canary != null && canary.isTriedOn(edge.origin(), edge.name());
            return tries && tried != null ? tried : all;
        }
    }
}
