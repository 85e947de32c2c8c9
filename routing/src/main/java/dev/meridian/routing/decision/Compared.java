package dev.meridian.routing.decision;

import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RoutingTable;
import java.util.Locale;

/**
 * What an origin's canary edge and its other edges saw in the same time.
 *
 * @param tried attempts of the canary
 * @param triedBad of them those that failed by the region's fault or were answered 429, and requests that had to be sent where its table
 *     sends none
 * @param others attempts of the other edges
 * @param othersBad of them the bad ones, by the table that these run
 */
public record Compared(long tried, long triedBad, long others, long othersBad) {
    /** Standard deviations: by chance one comparison in 700 goes as far, and a trial has six. */
    private static final double SIGNIFICANT = 3;

    /** A difference that nobody would take a change back for, however sure it is. */
    private static final double RELEVANT = 0.01;

    /** With fewer bad attempts more than expected the counts are too small for the test's normal distribution. */
    private static final double MORE_BAD = 5;

    /**
     * What one edge saw.
     *
     * @param table the table that it ran all the while
     */
    static Compared of(EdgeObservation edge, boolean isCanary, RoutingTable table) {
        long attempts = edge.regions().values().stream()
                .mapToLong(RegionTraffic::attempts)
                .sum();
        long bad = Math.min(attempts, bad(edge, table));
        return isCanary ? new Compared(attempts, bad, 0, 0) : new Compared(0, 0, attempts, bad);
    }

    Compared plus(Compared other) {
        return new Compared(
                tried + other.tried, triedBad + other.triedBad, others + other.others, othersBad + other.othersBad);
    }

    /**
     * Whether the canary's part of bad attempts is higher than the others', by more than chance explains (a one-sided test of two
     * proportions), by more than a hundredth of all, and by five attempts or more.
     *
     * @param samples so many attempts of each are needed
     */
    boolean isWorse(int samples) {
        if (tried < samples || others < samples) {
            return false;
        }
        double more = part(triedBad, tried) - part(othersBad, others);
        double pooled = part(triedBad + othersBad, tried + others);
        double deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / tried + 1.0 / others));
        return more > RELEVANT && more * tried >= MORE_BAD && more >= SIGNIFICANT * deviation;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f %% of %d attempts were bad, of the others' there %.2f %% of %d",
                100 * part(triedBad, tried),
                tried,
                100 * part(othersBad, others),
                others);
    }

    /**
     * An edge leaves a region that fails by itself, and what then goes where its table sends nothing did not go as decided. Models'
     * faults do not count: those of clients are among them.
     */
    private static long bad(EdgeObservation edge, RoutingTable table) {
        OriginShares shares = table.sharesOf(edge.origin());
        return edge.regions().entrySet().stream()
                .mapToLong(one -> {
                    RegionTraffic traffic = one.getValue();
                    long strayed = shares.of(one.getKey()).value() == 0 ? traffic.requests() : 0;
                    return traffic.regionFaults() + traffic.rateLimited() + strayed;
                })
                .sum();
    }

    private static double part(long bad, long all) {
        return all == 0 ? 0 : (double) bad / all;
    }
}
