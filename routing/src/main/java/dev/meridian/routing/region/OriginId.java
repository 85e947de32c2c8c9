package dev.meridian.routing.region;

/**
 * Where an edge stands; usually a region's name.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 -}; {@code default} stands for every origin a table does not list
 */
public record OriginId(String value) implements Comparable<OriginId> {
    static final String DEFAULT_NAME = "default";

    /** Stands for every origin that a table does not list by name. */
    public static final OriginId DEFAULT = new OriginId(DEFAULT_NAME);

    /** @throws IllegalArgumentException if the value is not a DNS label */
    public OriginId {
        Names.requireLabel("origin", value);
    }

    /** The origin of edges that stand in a region. */
    public static OriginId of(RegionId region) {
        return new OriginId(region.value());
    }

    @Override
    public int compareTo(OriginId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
