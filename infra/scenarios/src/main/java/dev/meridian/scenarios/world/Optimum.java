package dev.meridian.scenarios.world;

import dev.meridian.routing.flow.Flow;
import dev.meridian.routing.flow.FlowProblem;
import dev.meridian.routing.flow.MinCostFlow;
import dev.meridian.routing.flow.Segment;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.util.Arrays;
import java.util.List;

/**
 * The least mean latency that any prudent routing could have, by one who knows everything: demand, true capacity, distance.
 */
final class Optimum {
    private static final double UNITS_A_REQUEST = 1_000;
    /** A region that is fuller than this has no room for a burst, or for another region's load. */
    private static final double PRUDENT = 0.85;

    private static final long SHED_MICROS = 100_000_000;

    private final World world;
    private final List<RegionId> regions;
    private long[][] asked = new long[0][];
    private double millis;

    Optimum(World world) {
        this.world = world;
        this.regions = List.copyOf(world.regions().keySet());
    }

    /** In milliseconds, for the demand and the regions of this second. */
    double millis() {
        long[] demand = regions.stream()
                .mapToLong(region -> units(world.setup().demand.rps(OriginId.of(region), world.second())))
                .toArray();
        long[] sizes = regions.stream()
                .mapToLong(region -> units(world.region(region).capacityRps()))
                .toArray();
        long[][] asks = {demand, sizes};
        if (!Arrays.deepEquals(asks, asked)) {
            asked = asks;
            millis = solve(demand, sizes);
        }
        return millis;
    }

    private double solve(long[] demand, long[] sizes) {
        long[][] costs = new long[regions.size()][regions.size()];
        for (int o = 0; o < costs.length; o++) {
            for (int r = 0; r < costs.length; r++) {
                OriginId origin = OriginId.of(regions.get(o));
                double trip = world.network().roundTripMillis(origin, regions.get(r));
                costs[o][r] = (long) ((trip + ModelRegion.SERVING_MILLIS) * 1_000);
            }
        }
        List<List<Segment>> segments =
                Arrays.stream(sizes).mapToObj(Optimum::segments).toList();
        Flow flow = MinCostFlow.solve(new FlowProblem(demand, costs, null, 0, segments, SHED_MICROS));
        double served = 0;
        double micros = 0;
        for (int o = 0; o < costs.length; o++) {
            for (int r = 0; r < costs.length; r++) {
                served += flow.flow()[o][r];
                micros += (double) flow.flow()[o][r] * costs[o][r];
            }
        }
        return served == 0 ? 0 : micros / served / 1_000;
    }

    /** What is above the prudent part is used only where requests would be refused otherwise. */
    private static List<Segment> segments(long size) {
        long prudent = Math.round(size * PRUDENT);
        return List.of(new Segment(prudent, 0), new Segment(size - prudent, SHED_MICROS / 10));
    }

    private static long units(double rps) {
        return Math.round(rps * UNITS_A_REQUEST);
    }
}
