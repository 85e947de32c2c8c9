package dev.meridian.demo.story;

import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What weights mean as shares, and whether a table and the traffic show it. */
final class Shares {
    /** A probe that failed by chance takes a little from a region's score; the shares may show that much of it. */
    static final int TABLE_TOLERANCE = 150;

    /** Chance moves a part of n requests by its standard deviation; beyond four of them it is not chance. */
    private static final double DEVIATIONS = 4;

    private Shares() {}

    /** The shares of regions of the given weights, in basis points; regions without a weight get nothing. */
    static Map<RegionId, Integer> of(Map<RegionId, Integer> weights) {
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        Map<RegionId, Integer> shares = new TreeMap<>();
        for (RegionId region : Geography.REGIONS) {
            shares.put(region, Math.round(weights.getOrDefault(region, 0) * (float) BasisPoints.ONE / sum));
        }
        return Map.copyOf(shares);
    }

    /** Whether every origin has these shares; a share of nothing must be nothing. */
    static boolean shownBy(TableView table, Map<RegionId, Integer> wanted) {
        return Geography.REGIONS.stream()
                .allMatch(origin -> wanted.entrySet().stream()
                        .allMatch(share -> isNear(share.getValue(), table.share(origin, share.getKey()))));
    }

    private static boolean isNear(int wanted, int seen) {
        return wanted == 0 ? seen == 0 : Math.abs(wanted - seen) <= TABLE_TOLERANCE;
    }

    /** Whether the regions served these shares of the requests, as near as their number lets one tell. */
    static boolean shownBy(Tally tally, Map<RegionId, Integer> wanted) {
        int requests = tally.servedInAll();
        return requests > 0
                && wanted.entrySet().stream().allMatch(share -> {
                    double part = share.getValue() / (double) BasisPoints.ONE;
                    double chance = DEVIATIONS * Math.sqrt(part * (1 - part) / requests);
                    double off = Math.abs(tally.partOf(share.getKey()) - part);
                    return part == 0 ? off == 0 : off <= chance + TABLE_TOLERANCE / (double) BasisPoints.ONE;
                });
    }

    /** Such as {@code us-west-2 35.7 %, eu-west-1 35.7 %, ap-southeast-1 28.6 %}. */
    static String inWords(Map<RegionId, Integer> shares) {
        return Geography.REGIONS.stream()
                .map(region -> region + " " + percent(shares.getOrDefault(region, 0) / 100.0))
                .collect(Collectors.joining(", "));
    }

    /** The parts that the regions served, in words. */
    static String inWords(Tally tally) {
        return Geography.REGIONS.stream()
                .map(region -> region + " " + percent(tally.partOf(region) * 100))
                .collect(Collectors.joining(", "));
    }

    /** The shares of one origin, in words. */
    static String inWords(TableView table, RegionId origin) {
        return inWords(table.shares().getOrDefault(origin, Map.of()));
    }

    static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    static String percentOf(int basisPoints) {
        return percent(basisPoints / 100.0);
    }
}
