package dev.meridian.agent.cluster;

import dev.meridian.agent.probe.EdgeDirectory;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.NodeTrouble;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.PodCounts;
import dev.meridian.routing.report.RegionReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what the objects say. Remembers of pods only how they started; for one thread. */
final class FactsReader {
    private final String ownNode;
    private final int edgePort;
    private final PodStarts starts;

    FactsReader(String ownNode, int edgePort, PodStarts starts) {
        this.ownNode = ownNode;
        this.edgePort = edgePort;
        this.starts = starts;
    }

    ClusterFacts read(
            Collection<WatchedPod> pods,
            Collection<WatchedSlice> slices,
            Collection<WatchedDeployment> deployments,
            Collection<WatchedNode> nodes,
            long now) {
        List<PodState> states = pods.stream()
                .map(PodState::of)
                .filter(pod -> !pod.ended())
                .sorted(Comparator.comparing(PodState::uid))
                .toList();
        starts.retain(states.stream().map(PodState::uid).collect(Collectors.toSet()));
        Map<PendingReason, Integer> pending = new EnumMap<>(PendingReason.class);
        List<Endpoint> edges = new ArrayList<>();
        int total = 0;
        int ready = 0;
        int starting = 0;
        int terminating = 0;
        long restarts = 0;
        for (PodState pod : states) {
            boolean young = starts.starting(pod, now);
            if (pod.terminating()) {
                terminating++;
                continue;
            }
            total++;
            restarts += pod.restarts();
            if (pod.ready()) {
                ready++;
            } else if (pod.blocked() != null || (pod.pending() && !young)) {
                count(pending, Objects.requireNonNullElse(pod.blocked(), PendingReason.OTHER), 1);
            } else if (young && pod.node() != null) {
                starting++;
            }
            if (!young
                    && ownNode.equals(pod.node())
                    && pod.address() != null
                    && edges.size() < EdgeDirectory.MAX_PROBED) {
                edges.add(endpoint(pod.address()));
            }
        }
        deployments.forEach(deployment -> addUnmade(deployment, pending));
        return new ClusterFacts(
                List.copyOf(edges),
                nodes.stream().findFirst().map(FactsReader::troubles).orElseGet(TreeSet::new),
                counts(total, ready, starting, terminating, restarts),
                new TreeMap<>(pending),
                Math.min(readyEndpoints(slices), RegionReport.MAX_EDGES),
                deployments.stream().anyMatch(FactsReader::rollsOut));
    }

    private Endpoint endpoint(String address) {
        return new Endpoint("http", address.contains(":") ? "[" + address + "]" : address, edgePort, "");
    }

    private static PodCounts counts(int total, int ready, int starting, int terminating, long restarts) {
        int most = RegionReport.MAX_EDGES;
        int allowed = Math.min(total, most);
        int counted = Math.min(ready, allowed);
        return new PodCounts(allowed, counted, Math.min(starting, allowed - counted), Math.min(terminating, most), (int)
                Math.min(restarts, PodCounts.MAX_RESTARTS));
    }

    /** A dual-stack Service lists each pod once for IPv4 and once for IPv6. */
    private static int readyEndpoints(Collection<WatchedSlice> slices) {
        return (int) slices.stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(WatchedSlice.Address::ready)
                .map(WatchedSlice.Address::owner)
                .distinct()
                .count();
    }

    /** As {@code kubectl rollout status}: a newer template is not applied yet, or older pods are left. */
    private static boolean rollsOut(WatchedDeployment deployment) {
        WatchedDeployment.Status status = deployment.getStatus();
        return status.observedGeneration() < deployment.getMetadata().getGeneration()
                || status.replicas() > status.updatedReplicas();
    }

    /** Pods that the API server refuses to make leave no trace but this. */
    private static void addUnmade(WatchedDeployment deployment, Map<PendingReason, Integer> pending) {
        // None is missing where a rollout only may not go over the number of pods.
        int missing = Math.max(
                1, deployment.getSpec().replicas() - deployment.getStatus().replicas());
        deployment.getStatus().conditions().stream()
                .filter(condition -> condition.is("ReplicaFailure") && condition.holds())
                .forEach(condition -> count(pending, PendingReasons.ofReplicaFailure(condition.words()), missing));
    }

    private static void count(Map<PendingReason, Integer> pending, PendingReason reason, int more) {
        int most = RegionReport.MAX_EDGES;
        pending.merge(reason, Math.min(more, most), (one, other) -> Math.min(one + other, most));
    }

    private static SortedSet<NodeTrouble> troubles(WatchedNode node) {
        SortedSet<NodeTrouble> troubles = new TreeSet<>();
        if (node.getSpec().unschedulable()) {
            troubles.add(NodeTrouble.CORDONED);
        }
        for (Condition condition : node.getStatus().conditions()) {
            @Nullable
            NodeTrouble trouble = switch (condition.type()) {
                case "Ready" -> condition.holds() ? null : NodeTrouble.NOT_READY;
                case "MemoryPressure" -> condition.holds() ? NodeTrouble.MEMORY_PRESSURE : null;
                case "DiskPressure" -> condition.holds() ? NodeTrouble.DISK_PRESSURE : null;
                case "PIDPressure" -> condition.holds() ? NodeTrouble.PID_PRESSURE : null;
                case "NetworkUnavailable" -> condition.holds() ? NodeTrouble.NETWORK_UNAVAILABLE : null;
                default -> null;
            };
            if (trouble != null) {
                troubles.add(trouble);
            }
        }
        return troubles;
    }
}
