package dev.meridian.demo.geography;

import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The three regions of the demo and the round trips between them, about those of the public internet. */
public final class Geography {
    /** Oregon. */
    public static final RegionId US = new RegionId("us-west-2");

    /** Ireland. */
    public static final RegionId EU = new RegionId("eu-west-1");

    /** Singapore. */
    public static final RegionId AP = new RegionId("ap-southeast-1");

    /** All of them, in the order in which they are shown. */
    public static final List<RegionId> REGIONS = List.of(US, EU, AP);

    private static final Duration US_EU = Duration.ofMillis(140);
    private static final Duration US_AP = Duration.ofMillis(170);
    private static final Duration EU_AP = Duration.ofMillis(180);

    private Geography() {}

    /** The round trip between two regions; zero within one. */
    public static Duration roundTrip(RegionId one, RegionId other) {
        if (one.equals(other)) {
            return Duration.ZERO;
        }
        Set<RegionId> pair = Set.of(one, other);
        if (pair.equals(Set.of(US, EU))) {
            return US_EU;
        }
        return pair.equals(Set.of(US, AP)) ? US_AP : EU_AP;
    }

    /** All regions, the given one first, then the nearer before the farther. */
    public static List<RegionId> nearestTo(RegionId region) {
        return REGIONS.stream()
                .sorted(Comparator.comparing((RegionId other) -> roundTrip(region, other)))
                .toList();
    }

    /** The other regions, in the order in which they are shown. */
    public static List<RegionId> othersThan(RegionId region) {
        return REGIONS.stream().filter(other -> !other.equals(region)).toList();
    }
}
