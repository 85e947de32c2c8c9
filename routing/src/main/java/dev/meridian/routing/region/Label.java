package dev.meridian.routing.region;

/**
 * What a region is, such as {@code eu} or {@code gdpr}, so that an origin or a client key may demand it: a request is
 * never sent to a region without the demanded label.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 -}
 */
public record Label(String value) implements Comparable<Label> {
    /** The most labels of one region. */
    public static final int MAX_LABELS = 16;

    /** @throws IllegalArgumentException if the value is not a DNS label */
    public Label {
        Names.requireLabel("label", value);
    }

    @Override
    public int compareTo(Label other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
