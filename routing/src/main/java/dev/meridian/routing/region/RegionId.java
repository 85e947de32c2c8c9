package dev.meridian.routing.region;

/**
 * The name of a region, such as {@code us-west-2}: where models are reached from.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 -}, as in a DNS label; never {@code default}, which names the shares
 *     of origins that a table does not list
 */
public record RegionId(String value) implements Comparable<RegionId> {
    /** The longest name; it appears in host names, so it is a DNS label. */
    public static final int MAX_LENGTH = Names.MAX_LABEL;

    /** The most regions that one installation can have; every edge holds a table of them all in memory. */
    public static final int MAX_REGIONS = 64;

    /** @throws IllegalArgumentException if the value is not a DNS label or is reserved */
    public RegionId {
        Names.requireLabel("region", value);
        if (value.equals(OriginId.DEFAULT_NAME)) {
            throw new IllegalArgumentException("region \"default\" is reserved for the shares of unlisted origins");
        }
    }

    @Override
    public int compareTo(RegionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
