package dev.meridian.controller.publish;

import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.table.RoutingTable;
import org.jspecify.annotations.Nullable;

/** Holds the current table. One thread publishes, any thread reads. */
public final class TablePublisher {
    private final Wire wire;
    private volatile @Nullable PublishedTable current;

    public TablePublisher(Wire wire) {
        this.wire = wire;
    }

    /**
     * Replaces the current table by a newer one and wakes who waits for it; the same version changes nothing.
     *
     * @throws IllegalStateException if the table is older than the current one, or larger than a receiver reads
     */
    public void publish(RoutingTable table) {
        @Nullable PublishedTable before = current;
        if (before != null && before.table().version().equals(table.version())) {
            return;
        }
        if (before != null && !table.version().isNewerThan(before.table().version())) {
            throw new IllegalStateException("table " + table.version() + " is older than "
                    + before.table().version());
        }
        byte[] json = wire.write(table);
        if (json.length > RoutingTable.MAX_WIRE_BYTES) {
            throw new IllegalStateException("table " + table.version() + " has " + json.length + " bytes, the limit is "
                    + RoutingTable.MAX_WIRE_BYTES);
        }
        current = new PublishedTable(table, json);
        if (before != null) {
            before.replaced().countDown();
        }
    }

    /** The current table; null before the first. */
    public @Nullable RoutingTable table() {
        @Nullable PublishedTable published = current;
        return published == null ? null : published.table();
    }

    /** Lets everybody go who waits; for the end of the program. */
    public void release() {
        @Nullable PublishedTable published = current;
        if (published != null) {
            published.replaced().countDown();
        }
    }

    @Nullable
    PublishedTable current() {
        return current;
    }
}
