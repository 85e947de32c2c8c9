package dev.meridian.controller.change;

import dev.meridian.routing.decision.RegionLoad;

/**
 * What a region is given, and what it can take.
 *
 * @param demandRps what the table sends it of what is asked for now, in requests/s
 * @param capacityRps what it can take as it is, in requests/s
 * @param utilisation the one of the other, in basis points
 * @param given whether operators gave the capacity; else it is derived from weights and demand
 */
public record LoadView(double demandRps, double capacityRps, long utilisation, boolean given) {
    public static LoadView of(RegionLoad load) {
        return new LoadView(
                load.demandMilliRps() / 1_000.0, load.capacityMilliRps() / 1_000.0, load.utilisation(), load.given());
    }
}
