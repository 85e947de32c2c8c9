package dev.meridian.agent.cluster;

import dev.meridian.agent.probe.EdgeDirectory;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.NodeTrouble;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.PodCounts;
import dev.meridian.routing.report.RegionReport;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
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
            Collection<Pod> pods,
            Collection<EndpointSlice> slices,
            Collection<Deployment> deployments,
            Collection<Node> nodes,
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
            boolean starts = this.starts.starting(pod, now) && pod.blocked() == null;
            if (pod.terminating()) {
                terminating++;
                continue;
            }
            total++;
            restarts += pod.restarts();
            if (pod.ready()) {
                ready++;
            } else if (starts && pod.node() != null) {
                starting++;
                continue;
            } else if (pod.blocked() != null || (pod.pending() && !starts)) {
                pending.merge(Objects.requireNonNullElse(pod.blocked(), PendingReason.OTHER), 1, Integer::sum);
            }
            if (ownNode.equals(pod.node()) && pod.address() != null && edges.size() < EdgeDirectory.MAX_PROBED) {
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
    private static int readyEndpoints(Collection<EndpointSlice> slices) {
        return (int) slices.stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> endpoint.getConditions() == null
                        || !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
                .map(endpoint -> endpoint.getTargetRef() == null
                        ? endpoint.getAddresses()
                        : endpoint.getTargetRef().getName())
                .distinct()
                .count();
    }

    /** As {@code kubectl rollout status}: a newer template is not applied yet, or older pods are left. */
    private static boolean rollsOut(Deployment deployment) {
        DeploymentStatus status = status(deployment);
        boolean unseen = orZero(status.getObservedGeneration())
                < orZero(deployment.getMetadata().getGeneration());
        return unseen || orZero(status.getReplicas()) > orZero(status.getUpdatedReplicas());
    }

    /** Pods that the API server refuses to make leave no trace but this. */
    private static void addUnmade(Deployment deployment, Map<PendingReason, Integer> pending) {
        int missing = orZero(deployment.getSpec().getReplicas())
                - orZero(status(deployment).getReplicas());
        status(deployment).getConditions().stream()
                .filter(condition ->
                        "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .filter(condition -> missing > 0)
                .map(condition ->
                        PendingReasons.ofReplicaFailure(Objects.requireNonNullElse(condition.getMessage(), "")))
                .forEach(reason -> pending.merge(reason, missing, Integer::sum));
    }

    private static SortedSet<NodeTrouble> troubles(Node node) {
        SortedSet<NodeTrouble> troubles = new TreeSet<>();
        if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
            troubles.add(NodeTrouble.CORDONED);
        }
        for (NodeCondition condition : node.getStatus().getConditions()) {
            boolean holds = "True".equals(condition.getStatus());
            @Nullable
            NodeTrouble trouble = switch (condition.getType()) {
                case "Ready" -> holds ? null : NodeTrouble.NOT_READY;
                case "MemoryPressure" -> holds ? NodeTrouble.MEMORY_PRESSURE : null;
                case "DiskPressure" -> holds ? NodeTrouble.DISK_PRESSURE : null;
                case "PIDPressure" -> holds ? NodeTrouble.PID_PRESSURE : null;
                case "NetworkUnavailable" -> holds ? NodeTrouble.NETWORK_UNAVAILABLE : null;
                default -> null;
            };
            if (trouble != null) {
                troubles.add(trouble);
            }
        }
        return troubles;
    }

    private static DeploymentStatus status(Deployment deployment) {
        return Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    }

    private static int orZero(@Nullable Integer number) {
        return Objects.requireNonNullElse(number, 0);
    }

    private static long orZero(@Nullable Long number) {
        return Objects.requireNonNullElse(number, 0L);
    }
}
