package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import java.util.Set;

/** Objects without what nobody here reads; a pod shrinks from some 20 KB of memory to about one. */
final class Trims {
    private static final Set<String> CONDITIONS_READ = Set.of("Ready", "PodScheduled");

    private Trims() {}

    static Pod pod(Pod pod) {
        return new PodBuilder()
                .withMetadata(meta(pod.getMetadata()))
                .withSpec(new PodSpecBuilder()
                        .withNodeName(pod.getSpec().getNodeName())
                        .build())
                .withStatus(pod.getStatus() == null ? null : status(pod.getStatus()))
                .build();
    }

    private static PodStatus status(PodStatus status) {
        return new PodStatusBuilder()
                .withPhase(status.getPhase())
                .withPodIP(status.getPodIP())
                .withConditions(status.getConditions().stream()
                        .filter(condition -> CONDITIONS_READ.contains(condition.getType()))
                        .toList())
                .withContainerStatuses(status.getContainerStatuses().stream()
                        .map(container -> {
                            var builder = new io.fabric8.kubernetes.api.model.ContainerStatusBuilder()
                                    .withName(container.getName())
                                    .withRestartCount(container.getRestartCount());
                            if (container.getState() != null
                                    && container.getState().getWaiting() != null) {
                                builder.withNewState()
                                        .withNewWaiting(
                                                null,
                                                container
                                                        .getState()
                                                        .getWaiting()
                                                        .getReason())
                                        .endState();
                            }
                            return builder.build();
                        })
                        .toList())
                .build();
    }

    static Deployment deployment(Deployment deployment) {
        DeploymentSpec spec = new DeploymentSpec();
        spec.setReplicas(deployment.getSpec().getReplicas());
        ObjectMeta meta = meta(deployment.getMetadata());
        meta.setGeneration(deployment.getMetadata().getGeneration());
        return new DeploymentBuilder()
                .withMetadata(meta)
                .withSpec(spec)
                .withStatus(deployment.getStatus())
                .build();
    }

    static Node node(Node node) {
        return new NodeBuilder()
                .withMetadata(meta(node.getMetadata()))
                .withNewSpec()
                .withUnschedulable(node.getSpec().getUnschedulable())
                .endSpec()
                .withNewStatus()
                .withConditions(node.getStatus().getConditions())
                .endStatus()
                .build();
    }

    private static ObjectMeta meta(ObjectMeta meta) {
        return new ObjectMetaBuilder()
                .withName(meta.getName())
                .withNamespace(meta.getNamespace())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .withDeletionTimestamp(meta.getDeletionTimestamp())
                .build();
    }
}
