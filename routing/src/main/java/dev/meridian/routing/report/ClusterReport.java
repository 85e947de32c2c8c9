package dev.meridian.routing.report;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an agent knows from its cluster's API server. All but {@code node} is about the whole region, so that every agent
 * of a region says the same, as of when it last heard; it is never added up.
 *
 * @param view how much of it is true now
 * @param age since when it has not been confirmed, zero for {@link ClusterView#CURRENT}; at most 24 h, where it stays
 * @param node what is wrong with the agent's own node; empty where nothing is, or nothing is known
 * @param pods the region's edge pods
 * @param endpoints the Service's addresses that are ready, 0 to 10 000
 * @param pending how many pods have no node or do not start, by the reason, each 0 to 10 000; of {@link PendingReason#QUOTA}
 *     those that could not even be made, which are not among {@code pods}
 * @param rollout whether pods are being replaced by newer ones
 */
public record ClusterReport(
        ClusterView view,
        Duration age,
        SortedSet<NodeTrouble> node,
        PodCounts pods,
        int endpoints,
        SortedMap<PendingReason, Integer> pending,
        boolean rollout) {
    /** An older view is said to be this old. */
    public static final Duration MAX_AGE = Duration.ofHours(24);

    /** Of an agent that stands in no cluster. */
    public static final ClusterReport OUTSIDE = unseen(ClusterView.OUTSIDE);

    /** Of an agent that has not seen its cluster yet. */
    public static final ClusterReport UNSEEN = unseen(ClusterView.UNSEEN);

    /** @throws IllegalArgumentException if a component is out of its range */
    public ClusterReport {
        Counts.require("ageMillis", age.toMillis(), MAX_AGE.toMillis());
        Counts.require("endpoints", endpoints, RegionReport.MAX_EDGES);
        node = Collections.unmodifiableSortedSet(new TreeSet<>(node));
        pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
        pending.forEach((reason, count) -> Counts.require("pending " + reason, count, RegionReport.MAX_EDGES));
    }

    /** Whether no edge pod of the region is known to be ready, as when its Deployment is scaled to nothing. */
    public boolean noneReady() {
        return view == ClusterView.CURRENT && pods.ready() == 0;
    }

    private static ClusterReport unseen(ClusterView view) {
        return new ClusterReport(view, Duration.ZERO, new TreeSet<>(), PodCounts.NONE, 0, new TreeMap<>(), false);
    }
}
