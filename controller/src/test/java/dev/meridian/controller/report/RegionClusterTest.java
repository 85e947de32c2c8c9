package dev.meridian.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.decision.Received;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.NodeTrouble;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.PodCounts;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RegionClusterTest {
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final RegionId US = new RegionId("us-west-2");
    private static final Duration HEARD_FOR = Duration.ofMinutes(1);

    @Test
    void podsAreOfTheYoungestThatSeesThemAndEdgesAddUp() {
        RegionCluster merged = merged(List.of(
                received(4, report(EU, "node-a", 1, 2, current(7))),
                received(1, report(EU, "node-b", 1, 1, current(3)))));

        assertThat(merged.pods().total()).isEqualTo(3);
        assertThat(merged.pending()).containsExactly(Map.entry(PendingReason.RESOURCES, 1));
        assertThat(merged.endpoints()).isEqualTo(2);
        assertThat(merged.rollout()).isTrue();
        assertThat(merged.edgesReady()).isEqualTo(2);
        assertThat(merged.edgesTotal()).isEqualTo(3);
        assertThat(merged.ageMillis()).isEqualTo(1_000);
    }

    @Test
    void olderReportThatSeesIsWorthMoreThanAYoungerOneThatDoesNot() {
        RegionCluster merged = merged(List.of(
                received(20, report(EU, "node-a", 0, 0, current(3))),
                received(1, report(EU, "node-b", 0, 0, stale(5, 2))),
                received(0, report(EU, "node-c", 0, 0, ClusterReport.UNSEEN))));

        assertThat(merged.view()).isEqualTo(ClusterView.CURRENT);
        assertThat(merged.pods().total()).isEqualTo(3);
        assertThat(merged.ageMillis()).isEqualTo(20_000);
    }

    @Test
    void ofStaleViewsTheOneConfirmedLastHolds() {
        RegionCluster merged = merged(List.of(
                received(1, report(EU, "node-a", 0, 0, stale(90, 5))),
                received(10, report(EU, "node-b", 0, 0, stale(30, 2)))));

        assertThat(merged.view()).isEqualTo(ClusterView.STALE);
        assertThat(merged.pods().total()).isEqualTo(2);
        assertThat(merged.ageMillis()).isEqualTo(40_000);
    }

    @Test
    void whoHasNotSeenTheClusterStillSaysThatThereIsOne() {
        RegionCluster merged = merged(List.of(
                received(1, report(EU, "outside", 3, 3, ClusterReport.OUTSIDE)),
                received(2, report(EU, "node-a", 0, 0, ClusterReport.UNSEEN))));

        assertThat(merged.view()).isEqualTo(ClusterView.UNSEEN);
        assertThat(merged.pods()).isEqualTo(PodCounts.NONE);
        assertThat(merged.edgesReady()).isEqualTo(3);
    }

    @Test
    void regionsWhoseAgentsAreNotHeardHaveNone() {
        List<Received<RegionReport>> reports = List.of(
                received(60, report(EU, "node-a", 1, 1, current(3))),
                received(59, report(US, "node-a", 1, 1, ClusterReport.OUTSIDE)));

        assertThat(RegionCluster.byRegion(reports, HEARD_FOR)).containsOnlyKeys(US);
    }

    @Test
    void nodesInTroubleAreNamedUpToABound() {
        List<Received<RegionReport>> reports = IntStream.range(0, 30)
                .mapToObj(i -> received(1, report(EU, "node-%02d".formatted(i), 0, 0, node(i < 25))))
                .toList();

        RegionCluster merged = merged(reports);

        assertThat(merged.nodes()).hasSize(RegionCluster.MAX_NODES).containsEntry("node-00", new TreeSet<>(cordoned()));
        assertThat(merged.moreNodes()).isEqualTo(5);
    }

    @Test
    void recentClustersArePutTogetherOnceAMoment() {
        AtomicLong nanos = new AtomicLong();
        LatestMessages<RegionReport> reports =
                new LatestMessages<>(report -> report.region().value(), RegionReport::sender, nanos::get, 10);
        RecentClusters recent = new RecentClusters(reports, HEARD_FOR, nanos::get);
        assertThat(recent.of(EU)).isNull();

        reports.arrived(report(EU, "node-a", 1, 1, current(3)));
        assertThat(recent.of(EU)).isNull();

        nanos.addAndGet(RecentClusters.KEPT_FOR.toNanos() + 1);
        assertThat(recent.of(EU)).extracting(cluster -> cluster.pods().total()).isEqualTo(3);
    }

    private static RegionCluster merged(List<Received<RegionReport>> reports) {
        return Objects.requireNonNull(RegionCluster.byRegion(reports, HEARD_FOR).get(EU));
    }

    private static Received<RegionReport> received(int secondsAgo, RegionReport report) {
        return new Received<>(report, Duration.ofSeconds(secondsAgo));
    }

    private static RegionReport report(RegionId region, String agent, int ready, int total, ClusterReport cluster) {
        return new RegionReport(
                region,
                new Sender(agent, "boot", 1),
                Duration.ofSeconds(5),
                ready,
                total,
                ProbeCounts.NONE,
                Reachability.REACHABLE,
                new TreeMap<>(),
                cluster);
    }

    private static ClusterReport current(int pods) {
        return cluster(ClusterView.CURRENT, Duration.ZERO, Set.of(), pods);
    }

    private static ClusterReport stale(int seconds, int pods) {
        return cluster(ClusterView.STALE, Duration.ofSeconds(seconds), Set.of(), pods);
    }

    private static ClusterReport node(boolean cordoned) {
        return cluster(ClusterView.CURRENT, Duration.ZERO, cordoned ? cordoned() : Set.of(), 3);
    }

    private static Set<NodeTrouble> cordoned() {
        return Set.of(NodeTrouble.CORDONED);
    }

    private static ClusterReport cluster(ClusterView view, Duration age, Set<NodeTrouble> node, int pods) {
        return new ClusterReport(
                view,
                age,
                new TreeSet<>(node),
                new PodCounts(pods, pods - 1, 0, 0, 0),
                pods - 1,
                new TreeMap<>(Map.of(PendingReason.RESOURCES, 1)),
                true);
    }
}
