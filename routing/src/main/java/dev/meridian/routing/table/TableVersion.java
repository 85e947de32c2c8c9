package dev.meridian.routing.table;

import java.util.Comparator;

/**
 * Which table is newer: first by epoch, then by version.
 *
 * @param epoch counts the leaderships of the controller; 0 or more
 * @param version counts the tables of the installation; 0 or more
 */
public record TableVersion(long epoch, long version) implements Comparable<TableVersion> {
    /** Older than every published table. */
    public static final TableVersion NONE = new TableVersion(0, 0);

    private static final Comparator<TableVersion> ORDER =
            Comparator.comparingLong(TableVersion::epoch).thenComparingLong(TableVersion::version);

    /** @throws IllegalArgumentException if a number is negative */
    public TableVersion {
        if (epoch < 0 || version < 0) {
            throw new IllegalArgumentException("table version " + epoch + "." + version + " must not be negative");
        }
    }

    /** Whether a table of this version may replace one of the other. */
    public boolean isNewerThan(TableVersion other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(TableVersion other) {
        return ORDER.compare(this, other);
    }

    /** {@code epoch.version}, as in ETags and in {@code x-meridian-table}. */
    @Override
    public String toString() {
        return epoch + "." + version;
    }
}
