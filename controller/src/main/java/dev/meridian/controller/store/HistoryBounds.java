package dev.meridian.controller.store;

/**
 * How many published tables are kept, the latest; the latest one always is.
 *
 * @param tables how many at most
 * @param bytes how large they may be together, compressed
 */
public record HistoryBounds(int tables, long bytes) {
    /** The tables of months in a small installation, and of hours in the largest, in a store that is still soon backed up. */
    public static final HistoryBounds DEFAULTS = new HistoryBounds(1_000, 64L * 1024 * 1024);

    /** @throws IllegalArgumentException if one of them is not positive */
    public HistoryBounds {
        if (tables < 1 || bytes < 1) {
            throw new IllegalArgumentException(tables + " tables of " + bytes + " bytes must be at least 1 each");
        }
    }
}
