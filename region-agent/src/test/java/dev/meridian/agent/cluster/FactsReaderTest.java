package dev.meridian.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.NodeTrouble;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.PodCounts;
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
    private final List<WatchedPod> pods = new ArrayList<>();
    private final List<WatchedSlice> slices = new ArrayList<>();
    private final List<WatchedDeployment> deployments = new ArrayList<>();
    private final List<WatchedNode> nodes = new ArrayList<>();
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
        pods.add(pod("evicted", "node-1", """
                {"phase": "Failed", "podIP": "127.0.0.2"}"""));

        assertThat(read().pods()).isEqualTo(PodCounts.NONE);
    }

    @Test
    void podsThatDoNotStartAreCountedByTheReason() {
        pods.add(unscheduled("a", "0/1 nodes are available: 1 Insufficient cpu."));
        pods.add(unscheduled("b", "0/1 nodes are available: 1 Insufficient memory."));
        pods.add(waiting("c", "ImagePullBackOff"));
        deployments.add(deployment(1, 5, 3, 3, "exceeded quota: small"));

        ClusterFacts facts = read();

        assertThat(facts.pending())
                .isEqualTo(Map.of(PendingReason.RESOURCES, 2, PendingReason.IMAGE, 1, PendingReason.QUOTA, 2));
        assertThat(facts.pods()).isEqualTo(new PodCounts(3, 0, 0, 0, 0));
    }

    @Test
    void podThatKubernetesLeavesWithoutAWordIsPendingAfterTheLimit() {
        pods.add(pod("a", null, "{\"phase\": \"Pending\"}"));
        assertThat(read().pending()).isEmpty();
        now = START_LIMIT.toNanos();

        assertThat(read().pending()).isEqualTo(Map.of(PendingReason.OTHER, 1));
    }

    @Test
    void rolloutLastsUntilNoOlderPodIsLeft() {
        deployments.add(deployment(1, 3, 4, 2, ""));
        assertThat(read().rollout()).isTrue();

        deployments.set(0, deployment(1, 3, 3, 3, ""));
        assertThat(read().rollout()).isFalse();

        deployments.set(0, deployment(2, 3, 3, 3, ""));
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

        nodes.add(read(WatchedNode.class, """
                {"spec": {"unschedulable": true}, "status": {"conditions": [
                  {"type": "Ready", "status": "Unknown"}, {"type": "MemoryPressure", "status": "True"},
                  {"type": "DiskPressure", "status": "False"}]}}"""));

        assertThat(read().node())
                .containsExactly(NodeTrouble.NOT_READY, NodeTrouble.CORDONED, NodeTrouble.MEMORY_PRESSURE);
    }

    @Test
    void noMoreEdgesAreListedThanAreProbed() {
        IntStream.range(0, 300).forEach(i -> pods.add(ready("p" + i, "node-1", "127.0.1." + i % 256)));

        assertThat(read().edges()).hasSize(256);
        assertThat(read().pods().ready()).isEqualTo(300);
    }

    @Test
    void podWhoseImageCannotBePulledYetIsNoFailingEdge() {
        pods.add(pod("new", "node-1", """
                {"phase": "Pending", "podIP": "127.0.0.5", "containerStatuses": [
                  {"name": "edge-proxy", "restartCount": 0, "state": {"waiting": {"reason": "ErrImagePull"}}}]}"""));

        assertThat(read().edges()).isEmpty();
        assertThat(read().pending()).isEqualTo(Map.of(PendingReason.IMAGE, 1));

        now = START_LIMIT.toNanos();
        assertThat(read().edges()).hasSize(1);
    }

    @Test
    void initContainersHoldAPodToo() {
        pods.add(pod("new", "node-2", """
                {"phase": "Pending", "initContainerStatuses": [
                  {"name": "first", "restartCount": 0, "state": {"waiting": {"reason": "ImagePullBackOff"}}}]}"""));

        assertThat(read().pending()).isEqualTo(Map.of(PendingReason.IMAGE, 1));
    }

    @Test
    void quotaThatKeepsARolloutFromItsExtraPodIsTold() {
        deployments.add(deployment(1, 5, 5, 0, "exceeded quota: small"));

        assertThat(read().pending()).isEqualTo(Map.of(PendingReason.QUOTA, 1));
    }

    @Test
    void podsThatCannotBeMadeAreCountedUpToTheReportsLimit() {
        deployments.add(deployment(1, 100_000, 3, 3, "exceeded quota: small"));

        assertThat(read().pending()).isEqualTo(Map.of(PendingReason.QUOTA, 10_000));
    }

    private ClusterFacts read() {
        return reader.read(pods, slices, deployments, nodes, now);
    }

    private static WatchedPod ready(String name, String node, String address) {
        return pod(name, node, """
                {"phase": "Running", "podIP": "%s", "conditions": [{"type": "Ready", "status": "True"}]}""".formatted(address));
    }

    private static WatchedPod unready(String name, String node, String address, int restarts) {
        return pod(name, node, """
                {"phase": "Running", "podIP": "%s", "conditions": [{"type": "Ready", "status": "False"}],
                 "containerStatuses": [{"name": "edge-proxy", "restartCount": %d, "state": {"running": {}}}]}""".formatted(address, restarts));
    }

    private static WatchedPod terminating(String name, String node, String address) {
        WatchedPod pod = ready(name, node, address);
        pod.getMetadata().setDeletionTimestamp("2026-11-26T10:00:00Z");
        return pod;
    }

    private static WatchedPod unscheduled(String name, String message) {
        return pod(name, null, """
                {"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "message": "%s"}]}""".formatted(message));
    }

    private static WatchedPod waiting(String name, String reason) {
        return pod(name, "node-2", """
                {"phase": "Pending", "containerStatuses": [
                  {"name": "edge-proxy", "restartCount": 0, "state": {"waiting": {"reason": "%s"}}}]}""".formatted(reason));
    }

    private static WatchedPod pod(String name, @Nullable String node, String status) {
        return read(
                WatchedPod.class, """
                {"metadata": {"name": "%s", "uid": "%1$s"}, "spec": {%s}, "status": %s}""".formatted(name, node == null ? "" : "\"nodeName\": \"" + node + "\"", status));
    }

    private static WatchedDeployment deployment(int generation, int wanted, int there, int updated, String failure) {
        return read(WatchedDeployment.class, """
                {"metadata": {"name": "ai-proxy", "generation": %d}, "spec": {"replicas": %d},
                 "status": {"observedGeneration": 1, "replicas": %d, "updatedReplicas": %d, "conditions": [
                   {"type": "ReplicaFailure", "status": "%s", "message": "%s"}]}}""".formatted(
                        generation, wanted, there, updated, failure.isEmpty() ? "False" : "True", failure));
    }

    private static WatchedSlice slice(
            String family, String first, boolean firstReady, String second, boolean secondReady) {
        return read(WatchedSlice.class, """
                {"addressType": "%s", "endpoints": [
                  {"addresses": ["%s"], "conditions": {"ready": %s}, "targetRef": {"kind": "Pod", "name": "a"}},
                  {"addresses": ["%s"], "conditions": {"ready": %s}, "targetRef": {"kind": "Pod", "name": "b"}}]}""".formatted(family, first, firstReady, second, secondReady));
    }

    private static <T> T read(Class<T> type, String json) {
        return KubernetesApi.serialization().unmarshal(json, type);
    }
}
