package dev.meridian.routing.report;

/** Ranges of counters that cross the wire. */
final class Counts {
    private Counts() {}

    static void require(String what, long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " " + value + " must be 0 to " + max);
        }
    }
}
