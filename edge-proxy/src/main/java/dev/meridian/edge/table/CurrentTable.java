package dev.meridian.edge.table;

import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.route.EdgePlace;
import dev.meridian.edge.route.RegionGates;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.wire.WireJson;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table this edge routes by. One thread offers tables; any thread reads the view.
 *
 * <p>A table that is older, malformed or oversized is refused, and what serves goes on serving.
 */
public final class CurrentTable {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentTable.class);

    private final EdgePlace place;
    private final RegionGates gates;
    private final EdgeMetrics metrics;
    private final TableFile file;
    private final WireJson wire = new WireJson();
    private volatile @Nullable RoutingView view;
    private volatile long confirmedAt;

    public CurrentTable(EdgePlace place, RegionGates gates, EdgeMetrics metrics, Path file) {
        this.place = place;
        this.gates = gates;
        this.metrics = metrics;
        this.file = new TableFile(file);
        metrics.show("table.epoch", "Epoch of the table in use", () -> version().epoch());
        metrics.show(
                "table.version", "Version of the table in use", () -> version().version());
    }

    /** The view of the table in use; null before the first one. */
    public @Nullable RoutingView view() {
        return view;
    }

    /** The version of the table in use; {@link TableVersion#NONE} before the first one. */
    public TableVersion version() {
        RoutingView current = view;
        return current == null ? TableVersion.NONE : current.table().version();
    }

    /** Shows the table's age, for where a controller is asked. */
    void showAge() {
        metrics.show(
                "table.age.seconds", "Time since the table in use was applied or last confirmed", this::ageSeconds);
    }

    /** The controller says that the table in use is the newest one. */
    void confirmed() {
        confirmedAt = System.nanoTime();
    }

    /** Applies the table on disk, if there is a good one. */
    public void load() {
        try {
            byte[] bytes = file.read().orElse(null);
            if (bytes == null) {
                LOG.info("no routing table on disk at {}", file);
            } else if (apply(bytes)) {
                LOG.info("routing table {} loaded from {}", version(), file);
            }
        } catch (IOException e) {
            LOG.warn("routing table on disk at {} cannot be read: {}", file, e.toString());
        }
    }

    /** Applies a table from the controller if it is newer and good, and keeps it on disk. */
    void offer(byte[] bytes) {
        if (!apply(bytes)) {
            return;
        }
        LOG.info("routing table {} applied", version());
        try {
            file.write(bytes);
        } catch (IOException e) {
            metrics.table("not_stored");
            LOG.warn("routing table {} serves but cannot be kept at {}: {}", version(), file, e.toString());
        }
    }

    private boolean apply(byte[] bytes) {
        RoutingTable table;
        try {
            table = wire.readTable(bytes);
        } catch (IllegalArgumentException e) {
            metrics.table("malformed");
            LOG.warn("routing table refused, {} stays: {}", version(), e.getMessage());
            return false;
        }
        if (!table.version().isNewerThan(version())) {
            metrics.table("older");
            LOG.warn("routing table {} refused, {} is not older and stays", table.version(), version());
            return false;
        }
        view = RoutingView.of(table, place, gates);
        confirmed();
        metrics.table("applied");
        return true;
    }

    private double ageSeconds() {
        return view == null ? Double.NaN : (System.nanoTime() - confirmedAt) / 1e9;
    }
}
