package dev.meridian.scenarios.world;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import java.time.Duration;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One agent of a region: watches two of its edges, probes them and the other regions, and reports every five seconds. */
public final class ModelAgent {
    private static final int EDGES = 2;
    private static final int PROBES = 5;
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final World world;
    private final RegionId region;
    private final String name;
    private UnaryOperator<RegionReport> lie = UnaryOperator.identity();
    private boolean silent;
    private int boot;
    private long sequence;

    ModelAgent(World world, RegionId region, String name) {
        this.world = world;
        this.region = region;
        this.name = name;
    }

    public RegionId region() {
        return region;
    }

    /** From now on it reports something else than what it saw. */
    public void lie(UnaryOperator<RegionReport> other) {
        lie = other;
    }

    /** From now on it reports nothing, or does again. */
    public void silent(boolean whether) {
        silent = whether;
    }

    void restart() {
        boot++;
        sequence = 0;
    }

    boolean speaks() {
        return !silent && !world.region(region).isDead();
    }

    RegionReport report(SplittableRandom random) {
        SortedMap<RegionId, ProbeCounts> peers = new TreeMap<>();
        for (RegionId peer : world.regions().keySet()) {
            if (!peer.equals(region)) {
                peers.put(peer, probes(peer, PROBES, random));
            }
        }
        Sender sender = new Sender(name, "boot-" + boot, ++sequence);
        return lie.apply(new RegionReport(
                region,
                sender,
                INTERVAL,
                EDGES,
                EDGES,
                probes(region, EDGES * PROBES, random),
                Reachability.REACHABLE,
                peers,
                ClusterReport.OUTSIDE));
    }

    private ProbeCounts probes(RegionId target, int count, SplittableRandom random) {
        OriginId from = OriginId.of(region);
        long[] roundTrips = new long[LatencyHistogram.BUCKETS];
        int succeeded = 0;
        for (int i = 0; i < count; i++) {
            if (world.network().reaches(from, target) && world.region(target).answers(random)) {
                succeeded++;
                double millis = world.network().roundTripMillis(from, target) * (0.95 + 0.1 * random.nextDouble());
                roundTrips[LatencyHistogram.bucketOf((long) (millis * 1_000))]++;
            }
        }
        return new ProbeCounts(succeeded, count - succeeded, LatencyHistogram.of(roundTrips));
    }
}
