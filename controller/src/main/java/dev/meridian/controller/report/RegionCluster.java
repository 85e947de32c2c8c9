package dev.meridian.controller.report;

import dev.meridian.routing.decision.Received;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.NodeTrouble;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.PodCounts;
import dev.meridian.routing.report.RegionReport;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What a region's agents together say of its cluster. Each of them says the same of the region's pods, so the one that
 * sees most holds, and of those the youngest; what each says of its own node and edges is put together.
 *
 * @param edgesReady edges that answered that they are ready, of all agents together
 * @param edgesTotal edges that the agents watch
 * @param view how much of {@code pods}, {@code endpoints}, {@code pending} and {@code rollout} is true now
 * @param ageMillis since when nobody has confirmed them
 * @param nodes the agents whose node has a trouble, by their names, at most {@link #MAX_NODES}
 * @param moreNodes how many such agents there are besides those
 */
public record RegionCluster(
        int edgesReady,
        int edgesTotal,
        ClusterView view,
        long ageMillis,
        PodCounts pods,
        int endpoints,
        SortedMap<PendingReason, Integer> pending,
        boolean rollout,
        SortedMap<String, SortedSet<NodeTrouble>> nodes,
        int moreNodes) {
    /** More nodes in trouble are a matter of the whole cluster, and a list that nobody reads. */
    public static final int MAX_NODES = 20;

    private static final Comparator<Received<RegionReport>> BEST_VIEW =
            Comparator.<Received<RegionReport>, ClusterView>comparing(
                            report -> report.message().cluster().view(), Comparator.reverseOrder())
                    .thenComparing(RegionCluster::age);

    /**
     * The clusters of the regions that an agent is heard of.
     *
     * @param heardFor a report of this age or older counts for nothing
     */
    public static Map<RegionId, RegionCluster> byRegion(List<Received<RegionReport>> reports, Duration heardFor) {
        return reports.stream()
                .filter(report -> report.age().compareTo(heardFor) < 0)
                .collect(Collectors.groupingBy(
                        report -> report.message().region(),
                        Collectors.collectingAndThen(Collectors.toList(), RegionCluster::merge)));
    }

    private static RegionCluster merge(List<Received<RegionReport>> reports) {
        Received<RegionReport> best = reports.stream().min(BEST_VIEW).orElseThrow();
        ClusterReport facts = best.message().cluster();
        SortedMap<String, SortedSet<NodeTrouble>> troubled = troubled(reports);
        return new RegionCluster(
                sum(reports, RegionReport::edgesReady),
                sum(reports, RegionReport::edgesTotal),
                facts.view(),
                age(best).toMillis(),
                facts.pods(),
                facts.endpoints(),
                facts.pending(),
                facts.rollout(),
                firstOf(troubled),
                Math.max(0, troubled.size() - MAX_NODES));
    }

    private static int sum(List<Received<RegionReport>> reports, ToIntFunction<RegionReport> count) {
        return reports.stream().map(Received::message).mapToInt(count).sum();
    }

    private static SortedMap<String, SortedSet<NodeTrouble>> troubled(List<Received<RegionReport>> reports) {
        SortedMap<String, SortedSet<NodeTrouble>> troubled = new TreeMap<>();
        for (Received<RegionReport> report : reports) {
            SortedSet<NodeTrouble> node = report.message().cluster().node();
            if (!node.isEmpty()) {
                troubled.put(report.message().sender().name(), node);
            }
        }
        return troubled;
    }

    private static SortedMap<String, SortedSet<NodeTrouble>> firstOf(
            SortedMap<String, SortedSet<NodeTrouble>> troubled) {
        SortedMap<String, SortedSet<NodeTrouble>> first = new TreeMap<>();
        troubled.entrySet().stream().limit(MAX_NODES).forEach(node -> first.put(node.getKey(), node.getValue()));
        return Collections.unmodifiableSortedMap(first);
    }

    private static Duration age(Received<RegionReport> report) {
        return report.age().plus(report.message().cluster().age());
    }
}
