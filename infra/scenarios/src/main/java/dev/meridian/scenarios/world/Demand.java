package dev.meridian.scenarios.world;

import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import java.util.Map;

/** What an origin's clients ask for on the mean, in requests a second. */
@FunctionalInterface
public interface Demand {
    /** Of an origin in a second. */
    double rps(OriginId origin, int second);

    /** The same all the time. */
    static Demand steady(double ap, double eu, double us) {
        Map<OriginId, Double> of = Map.of(
                OriginId.of(Place.AP), ap,
                OriginId.of(Place.EU), eu,
                OriginId.of(Place.US), us);
        return (origin, second) -> of.getOrDefault(origin, 0.0);
    }

    /** This, but times a factor in all origins for a while. */
    default Demand times(double factor, int from, int to) {
        return (origin, second) -> rps(origin, second) * (second >= from && second < to ? factor : 1);
    }

    /** This, but times a factor in one origin for a while. */
    default Demand times(RegionId at, double factor, int from, int to) {
        return (origin, second) -> {
            boolean meant = origin.equals(OriginId.of(at)) && second >= from && second < to;
            return rps(origin, second) * (meant ? factor : 1);
        };
    }

    /** This, but in one origin it climbs from a part of it to all of it, and falls back at once, over and over. */
    default Demand sawtooth(RegionId at, double low, int period) {
        return (origin, second) -> {
            double phase = (double) (second % period) / period;
            return rps(origin, second) * (origin.equals(OriginId.of(at)) ? low + (1 - low) * phase : 1);
        };
    }

    /**
     * This, but from a second on DNS sends one origin's clients to another: those that heed the TTL within it, the rest never.
     *
     * @param sticky the part that ignores the TTL
     */
    default Demand resolvedAway(RegionId from, RegionId to, int at, int ttl, double sticky) {
        return (origin, second) -> {
            double moved = second < at ? 0 : Math.min(1, (second - at + 1.0) / ttl) * (1 - sticky);
            double away = rps(OriginId.of(from), second) * moved;
            double change = origin.equals(OriginId.of(from)) ? -away : origin.equals(OriginId.of(to)) ? away : 0;
            return rps(origin, second) + change;
        };
    }
}
