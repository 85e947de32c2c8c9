package dev.meridian.controller.report;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.RegionReport;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The clusters as of a moment ago, put together once for all gauges of a scrape. Thread-safe. */
public final class RecentClusters {
    /** Longer than a scrape takes, and shorter than the time between two. */
    static final Duration KEPT_FOR = Duration.ofSeconds(1);

    private final LatestMessages<RegionReport> reports;
    private final Duration heardFor;
    private final LongSupplier nanoClock;

    private volatile @Nullable Merged latest;

    /**
     * @param heardFor a report of this age or older counts for nothing
     * @param nanoClock monotonic, in nanoseconds
     */
    public RecentClusters(LatestMessages<RegionReport> reports, Duration heardFor, LongSupplier nanoClock) {
        this.reports = reports;
        this.heardFor = heardFor;
        this.nanoClock = nanoClock;
    }

    /** A region's cluster; null where no agent is heard of. */
    public @Nullable RegionCluster of(RegionId region) {
        long now = nanoClock.getAsLong();
        @Nullable Merged merged = latest;
        if (merged == null || now - merged.atNanos() > KEPT_FOR.toNanos()) {
            merged = new Merged(RegionCluster.byRegion(reports.latest(), heardFor), now);
            latest = merged;
        }
        return merged.clusters().get(region);
    }

    private record Merged(Map<RegionId, RegionCluster> clusters, long atNanos) {}
}
