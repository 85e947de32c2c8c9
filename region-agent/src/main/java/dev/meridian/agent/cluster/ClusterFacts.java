package dev.meridian.agent.cluster;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.NodeTrouble;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.PodCounts;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the watched objects say at a moment.
 *
 * @param edges of the agent's own node that are to answer; at most as many as are probed
 * @param node what is wrong with that node
 * @param pods the region's
 * @param pending how many of the region's pods do not start, by the reason
 * @param endpoints the Service's ready ones
 * @param rollout whether older pods are being replaced
 */
record ClusterFacts(
        List<Endpoint> edges,
        SortedSet<NodeTrouble> node,
        PodCounts pods,
        SortedMap<PendingReason, Integer> pending,
        int endpoints,
        boolean rollout) {}
