package dev.meridian.controller.change;

import dev.meridian.controller.decision.Outlook;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.ExpectedLatency;
import dev.meridian.routing.decision.OriginState;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Means over all requests that are let in.
 *
 * @param latencyMillis to the first content; null where not known
 * @param price of a token, of the usual price; null where not known
 */
record Means(@Nullable Double latencyMillis, @Nullable Double price) {
    static final String NO_LATENCY =
            "no demand is known, or an origin has a share of a region that was never measured from there";
    static final String NO_PRICE = "no demand is known, or no region has a price_multiplier";

    private static final double MICROS = 1_000;

    /** Of a table, by the demand and the distances that are known last. */
    static Means of(Outlook outlook, Decision table) {
        double requests = 0;
        double latency = 0;
        double price = 0;
        boolean measured = true;
        for (Map.Entry<OriginId, OriginState> origin : outlook.with().origins().entrySet()) {
            OriginShares shares = table.table().sharesOf(origin.getKey());
            double letIn =
                    origin.getValue().plannedMilliRps() * (1 - shares.shed().fraction());
            @Nullable Double millis = latencyMillis(outlook.with(), origin.getKey(), shares);
            measured &= letIn == 0 || millis != null;
            requests += letIn;
            latency += letIn * (millis == null ? 0 : millis);
            price += letIn * price(outlook, shares);
        }
        boolean priced = outlook.after().regions().values().stream()
                .anyMatch(region -> region.price() != RegionSpec.USUAL_PRICE);
        return new Means(
                requests > 0 && measured ? latency / requests : null, requests > 0 && priced ? price / requests : null);
    }

    static @Nullable Double latencyMillis(Decision known, OriginId origin, OriginShares shares) {
        @Nullable Long micros = ExpectedLatency.micros(known, origin, shares);
        return micros == null ? null : micros / MICROS;
    }

    private static double price(Outlook outlook, OriginShares shares) {
        double price = 0;
        for (Map.Entry<RegionId, BasisPoints> share : shares.shares().entrySet()) {
            @Nullable RegionSpec spec = outlook.after().regions().get(share.getKey());
            int of = spec == null ? RegionSpec.USUAL_PRICE : spec.price();
            price += share.getValue().fraction() * of / RegionSpec.USUAL_PRICE;
        }
        return price;
    }
}
