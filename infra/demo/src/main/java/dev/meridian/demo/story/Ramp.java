package dev.meridian.demo.story;

import dev.meridian.demo.control.TableView;
import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Watches a region's share grow from nothing to all of it. */
final class Ramp {
    /** A probe that failed by chance may hold a ramp back by so much, in basis points. */
    private static final int DIP = Shares.TABLE_TOLERANCE;

    private final RegionId region;
    private final int full;
    private final List<Integer> shares = new ArrayList<>();

    /** @param full the share at its end, in basis points */
    Ramp(RegionId region, int full) {
        this.region = region;
        this.full = full;
    }

    /** Watches until the ramp is at its end. @return whether it was before the limit */
    boolean watch(Watch watch, Duration limit) throws InterruptedException {
        return watch.untilTable(limit, table -> {
            add(table);
            return atEnd();
        });
    }

    /** Looks at a table. */
    void add(TableView table) {
        int share = table.smallestShare(region);
        if (shares.isEmpty() ? share > 0 : share != shares.getLast()) {
            shares.add(share);
        }
    }

    boolean atEnd() {
        return !shares.isEmpty() && shares.getLast() >= full - Shares.TABLE_TOLERANCE;
    }

    /** Whether it began low, never fell and came to its end. */
    Seen judge(String duration) {
        if (shares.isEmpty()) {
            return new Seen(false, "NOT AS EXPECTED: " + region + " has no share after " + duration);
        }
        boolean rising = true;
        for (int i = 1; i < shares.size(); i++) {
            rising &= shares.get(i) >= shares.get(i - 1) - DIP;
        }
        return new Seen.Findings()
                .add(shares.getFirst() <= full / 2, "first share " + Shares.percentOf(shares.getFirst()))
                .add(rising, rising ? "it only rose, in %d steps".formatted(shares.size()) : "it fell: " + shares)
                .add(atEnd(), Shares.percentOf(shares.getLast()) + " after " + duration)
                .seen();
    }
}
