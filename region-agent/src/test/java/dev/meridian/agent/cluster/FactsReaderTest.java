package dev.meridian.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.NodeTrouble;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.PodCounts;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactsReaderTest {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final FactsReader reader = new FactsReader("node-1", 8080, new PodStarts(START_LIMIT));
    private final List<Pod> pods = new ArrayList<>();
    private final List<EndpointSlice> slices = new ArrayList<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private long now;

    @Test
    void podsOfTheRegionAreCountedAndThoseOfTheNodeAreEdges() {
        pods.add(ready("a", "node-1", "127.0.0.2"));
        pods.add(ready("b", "node-2", "127.0.0.3"));
        pods.add(unready("c", "node-1", "fd00::7", 3));

        ClusterFacts facts = read();

        assertThat(facts.pods()).isEqualTo(new PodCounts(3, 2, 0, 0, 3));
        assertThat(facts.edges())
                .containsExactly(Endpoint.parse("127.0.0.2:8080"), Endpoint.parse("http://[fd00::7]:8080"));
    }

    @Test
    void podsThatEndOrStartAreNoFailureOfARollout() {
        pods.add(ready("old", "node-1", "127.0.0.2"));
        pods.add(terminating("older", "node-1", "127.0.0.3"));
        pods.add(unready("new", "node-1", "127.0.0.4", 0));

        ClusterFacts facts = read();

        assertThat(facts.edges()).containsExactly(Endpoint.parse("127.0.0.2:8080"));
        assertThat(facts.pods()).isEqualTo(new PodCounts(2, 1, 1, 1, 0));
    }

    @Test
    void podThatStartsForTooLongIsAnEdgeThatDoesNotAnswer() {
        pods.add(unready("stuck", "node-1", "127.0.0.4", 0));
        read();
        now = START_LIMIT.toNanos();

        ClusterFacts facts = read();

        assertThat(facts.edges()).containsExactly(Endpoint.parse("127.0.0.4:8080"));
        assertThat(facts.pods()).isEqualTo(new PodCounts(1, 0, 0, 0, 0));
    }

    @Test
    void endedPodsAreNoPods() {
        pods.add(new PodBuilder(ready("evicted", "node-1", "127.0.0.2"))
                .editStatus()
                .withPhase("Failed")
                .endStatus()
                .build());

        assertThat(read().pods()).isEqualTo(PodCounts.NONE);
    }

    @Test
    void podsThatDoNotStartAreCountedByTheReason() {
        pods.add(unscheduled("a", "0/1 nodes are available: 1 Insufficient cpu."));
        pods.add(unscheduled("b", "0/1 nodes are available: 1 Insufficient memory."));
        pods.add(waiting("c", "ImagePullBackOff"));
        deployments.add(deployment(5, 3, 3, "exceeded quota: small"));

        ClusterFacts facts = read();

        assertThat(facts.pending())
                .isEqualTo(Map.of(PendingReason.RESOURCES, 2, PendingReason.IMAGE, 1, PendingReason.QUOTA, 2));
        assertThat(facts.pods()).isEqualTo(new PodCounts(3, 0, 0, 0, 0));
    }

    @Test
    void podThatKubernetesLeavesWithoutAWordIsPendingAfterTheLimit() {
        pods.add(new PodBuilder(pod("a", null, null))
                .editStatus()
                .withPhase("Pending")
                .endStatus()
                .build());
        assertThat(read().pending()).isEmpty();
        now = START_LIMIT.toNanos();

        assertThat(read().pending()).isEqualTo(Map.of(PendingReason.OTHER, 1));
    }

    @Test
    void rolloutLastsUntilNoOlderPodIsLeft() {
        deployments.add(deployment(3, 4, 2, null));
        assertThat(read().rollout()).isTrue();

        deployments.set(0, deployment(3, 3, 3, null));
        assertThat(read().rollout()).isFalse();

        deployments.set(
                0,
                new DeploymentBuilder(deployment(3, 3, 3, null))
                        .editMetadata()
                        .withGeneration(2L)
                        .endMetadata()
                        .build());
        assertThat(read().rollout()).as("a template that was not applied yet").isTrue();
    }

    @Test
    void readyEndpointsCountOnceForBothAddressFamilies() {
        slices.add(slice("IPv4", "127.0.0.2", true, "127.0.0.3", false));
        slices.add(slice("IPv6", "::2", true, "::3", false));

        assertThat(read().endpoints()).isEqualTo(1);
    }

    @Test
    void troublesOfTheNodeAreNamed() {
        assertThat(read().node()).as("a node that is not known").isEmpty();

        nodes.add(new NodeBuilder()
                .withNewSpec()
                .withUnschedulable(true)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("Unknown")
                .endCondition()
                .addNewCondition()
                .withType("MemoryPressure")
                .withStatus("True")
                .endCondition()
                .addNewCondition()
                .withType("DiskPressure")
                .withStatus("False")
                .endCondition()
                .endStatus()
                .build());

        assertThat(read().node())
                .containsExactly(NodeTrouble.NOT_READY, NodeTrouble.CORDONED, NodeTrouble.MEMORY_PRESSURE);
    }

    @Test
    void noMoreEdgesAreListedThanAreProbed() {
        IntStream.range(0, 300).forEach(i -> pods.add(ready("p" + i, "node-1", "127.0.1." + i % 256)));

        assertThat(read().edges()).hasSize(256);
        assertThat(read().pods().ready()).isEqualTo(300);
    }

    private ClusterFacts read() {
        return reader.read(
                pods.stream().map(Trims::pod).toList(),
                slices,
                deployments.stream().map(Trims::deployment).toList(),
                nodes,
                now);
    }

    private static Pod ready(String name, String node, String address) {
        return conditioned(pod(name, node, address), "Ready", "True", "");
    }

    private static Pod unready(String name, String node, String address, int restarts) {
        return new PodBuilder(conditioned(pod(name, node, address), "Ready", "False", ""))
                .editStatus()
                .addNewContainerStatus()
                .withName("edge-proxy")
                .withRestartCount(restarts)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod terminating(String name, String node, String address) {
        return new PodBuilder(ready(name, node, address))
                .editMetadata()
                .withDeletionTimestamp("2026-11-26T10:00:00Z")
                .endMetadata()
                .build();
    }

    private static Pod unscheduled(String name, String message) {
        return new PodBuilder(conditioned(pod(name, null, null), "PodScheduled", "False", message))
                .editStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }

    private static Pod waiting(String name, String reason) {
        return new PodBuilder(pod(name, "node-2", null))
                .editStatus()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("edge-proxy")
                .withRestartCount(0)
                .withNewState()
                .withNewWaiting("", reason)
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod conditioned(Pod pod, String type, String status, String message) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod pod(String name, @Nullable String node, @Nullable String address) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(address)
                .endStatus()
                .build();
    }

    private static Deployment deployment(int wanted, int there, int updated, @Nullable String failure) {
        DeploymentBuilder deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName("ai-proxy")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(wanted)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(there)
                .withUpdatedReplicas(updated)
                .endStatus();
        if (failure != null) {
            deployment
                    .editStatus()
                    .addNewCondition()
                    .withType("ReplicaFailure")
                    .withStatus("True")
                    .withMessage(failure)
                    .endCondition()
                    .endStatus();
        }
        return deployment.build();
    }

    private static EndpointSlice slice(
            String family, String first, boolean firstReady, String second, boolean secondReady) {
        return new EndpointSliceBuilder()
                .withAddressType(family)
                .addNewEndpoint()
                .withAddresses(first)
                .withNewConditions()
                .withReady(firstReady)
                .endConditions()
                .withNewTargetRef()
                .withName("a")
                .endTargetRef()
                .endEndpoint()
                .addNewEndpoint()
                .withAddresses(second)
                .withNewConditions()
                .withReady(secondReady)
                .endConditions()
                .withNewTargetRef()
                .withName("b")
                .endTargetRef()
                .endEndpoint()
                .build();
    }
}
