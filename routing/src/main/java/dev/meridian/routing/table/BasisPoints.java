package dev.meridian.routing.table;

/**
 * A part of a whole in 1/10 000.
 *
 * @param value 0 to 10 000
 */
public record BasisPoints(int value) implements Comparable<BasisPoints> {
    /** The whole, as a number. */
    public static final int ONE = 10_000;

    /** Nothing. */
    public static final BasisPoints ZERO = new BasisPoints(0);

    /** The whole. */
    public static final BasisPoints WHOLE = new BasisPoints(ONE);

    /** @throws IllegalArgumentException if the value is not 0 to 10 000 */
    public BasisPoints {
        if (value < 0 || value > ONE) {
            throw new IllegalArgumentException("basis points " + value + " must be 0 to " + ONE);
        }
    }

    /** The fraction, 0 to 1. */
    public double fraction() {
        return value / (double) ONE;
    }

    @Override
    public int compareTo(BasisPoints other) {
        return Integer.compare(value, other.value);
    }

    /** As a percentage with two decimals, such as {@code 35.71 %}. */
    @Override
    public String toString() {
        return value / 100 + "." + value / 10 % 10 + value % 10 + " %";
    }
}
