package dev.meridian.controller.change;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.OriginState;
import dev.meridian.routing.decision.RegionLoad;
import dev.meridian.routing.table.BasisPoints;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for against what can be served.
 *
 * @param askedRps what all origins ask for, in requests/s
 * @param capacityRps what all regions together can take up to the load limit, in requests/s; null where operators have not
 *     given every region's capacity
 * @param missingRps what is asked for and finds no capacity: it is refused, or goes to regions that have none for it
 */
public record Strain(double askedRps, @Nullable Double capacityRps, double missingRps) {
    /** A part of the demand that is no more than rounding. */
    private static final double NOTHING = 0.001;

    private static final double MILLI = 1_000;

    /** @param loadLimit how full a region is planned at most, in basis points */
    static Strain of(Decision decision, int loadLimit) {
        double asked = 0;
        double missing = 0;
        for (var origin : decision.origins().entrySet()) {
            OriginState state = origin.getValue();
            asked += state.plannedMilliRps();
            missing += state.plannedMilliRps()
                    * decision.table().sharesOf(origin.getKey()).shed().fraction();
        }
        // What origins are taken to ask for that ask for nothing overloads nobody.
        if (asked > 0) {
            for (RegionLoad load : decision.loads().values()) {
                missing += load.given() ? Math.max(0, load.demandMilliRps() - served(load, loadLimit)) : 0;
            }
        }
        return new Strain(asked / MILLI, capacity(decision.loads().values(), loadLimit), missing / MILLI);
    }

    /** Whether noticeably more is missing than there. */
    boolean isWorseThan(Strain other) {
        return missingRps > other.missingRps() + askedRps * NOTHING;
    }

    private static @Nullable Double capacity(Collection<RegionLoad> loads, int loadLimit) {
        boolean known = loads.stream().allMatch(load -> load.given() || load.capacityMilliRps() == 0)
                && loads.stream().anyMatch(RegionLoad::given);
        return known
                ? loads.stream().mapToDouble(load -> served(load, loadLimit)).sum() / MILLI
                : null;
    }

    private static double served(RegionLoad load, int loadLimit) {
        return (double) load.capacityMilliRps() * loadLimit / BasisPoints.ONE;
    }
}
