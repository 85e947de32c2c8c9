package dev.meridian.routing.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final Sender SENDER = new Sender("agent", "boot", 1);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @Test
    void reportRefusesBadValuesByNameAndLimit() {
        refused(() -> report(INTERVAL, 4, 3, new TreeMap<>()), "edgesReady 4 must be 0 to 3");
        refused(() -> report(INTERVAL, 0, 10_001, new TreeMap<>()), "edgesTotal 10001 must be 0 to 10000");
        refused(() -> report(INTERVAL, -1, 3, new TreeMap<>()), "edgesReady -1 must be 0 to 3");
        refused(() -> report(Duration.ZERO, 1, 1, new TreeMap<>()), "intervalMillis 0 must be 1 to 600000");
        refused(
                () -> report(Duration.ofMillis(600_001), 1, 1, new TreeMap<>()),
                "intervalMillis 600001 must be 1 to 600000");
        refused(
                () -> report(INTERVAL, 1, 1, new TreeMap<>(Map.of(EU, ProbeCounts.NONE))),
                "peers must not contain the report's own region eu-west-1");
        SortedMap<RegionId, ProbeCounts> many = new TreeMap<>();
        for (int i = 0; i < 65; i++) {
            many.put(new RegionId("r" + i), ProbeCounts.NONE);
        }
        refused(() -> report(INTERVAL, 1, 1, many), "number of peers 65 must be 0 to 64");
    }

    @Test
    void trafficRefusesBadValuesByNameAndLimit() {
        refused(
                () -> new RegionTraffic(1, 2, 1, 1, 1, LatencyHistogram.empty()),
                "regionFaults 1 + modelFaults 1 + rateLimited 1 are more than attempts 2");
        refused(
                () -> new RegionTraffic(1, -1, 0, 0, 0, LatencyHistogram.empty()),
                "attempts -1 must be 0 to 1000000000");
        refused(
                () -> new RegionTraffic(1_000_000_001, 1, 0, 0, 0, LatencyHistogram.empty()),
                "requests 1000000001 must be 0 to 1000000000");
    }

    @Test
    void probesRefuseBadValuesByNameAndLimit() {
        refused(() -> new ProbeCounts(-1, 0, LatencyHistogram.empty()), "succeeded -1 must be 0 to 1000000");
        refused(() -> new ProbeCounts(0, 1_000_001, LatencyHistogram.empty()), "failed 1000001 must be 0 to 1000000");
        assertThat(new ProbeCounts(2, 3, LatencyHistogram.empty()).total()).isEqualTo(5);
    }

    @Test
    void observationRefusesTooManyRegionsAndCopiesThem() {
        SortedMap<RegionId, RegionTraffic> regions = new TreeMap<>();
        for (int i = 0; i < 64; i++) {
            regions.put(new RegionId("r" + i), RegionTraffic.NONE);
        }
        EdgeObservation observation = observation(regions);
        regions.put(EU, RegionTraffic.NONE);

        assertThat(observation.regions()).hasSize(64);
        refused(() -> observation(regions), "number of regions 65 must be 0 to 64");
    }

    @Test
    void clusterReportRefusesCountsThatCannotBe() {
        refused(() -> new PodCounts(3, 4, 0, 0, 0), "ready 4 must be 0 to 3");
        refused(() -> new PodCounts(3, 2, 2, 0, 0), "starting 2 must be 0 to 1");
        refused(() -> new PodCounts(10_001, 0, 0, 0, 0), "total 10001 must be 0 to 10000");
        refused(() -> cluster(Duration.ofDays(2), Map.of()), "ageMillis 172800000 must be 0 to 86400000");
        refused(
                () -> cluster(Duration.ZERO, Map.of(PendingReason.QUOTA, 10_001)),
                "pending QUOTA 10001 must be 0 to 10000");
    }

    private static ClusterReport cluster(Duration age, Map<PendingReason, Integer> pending) {
        return new ClusterReport(
                ClusterView.STALE,
                age,
                new TreeSet<>(),
                new PodCounts(3, 0, 0, 0, 0),
                0,
                new TreeMap<>(pending),
                false);
    }

    private static void refused(Runnable making, String message) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(message);
    }

    private static RegionReport report(
            Duration interval, int ready, int total, SortedMap<RegionId, ProbeCounts> peers) {
        return new RegionReport(
                EU,
                SENDER,
                interval,
                ready,
                total,
                ProbeCounts.NONE,
                Reachability.UNKNOWN,
                peers,
                ClusterReport.OUTSIDE);
    }

    private static EdgeObservation observation(SortedMap<RegionId, RegionTraffic> regions) {
        return new EdgeObservation(OriginId.of(EU), SENDER, INTERVAL, TableVersion.NONE, 0, regions, new TreeMap<>());
    }
}
