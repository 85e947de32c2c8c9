package dev.meridian.agent.cluster;

import dev.meridian.routing.report.PendingReason;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What matters of an edge pod.
 *
 * @param node where it runs; null before it is scheduled
 * @param address where it is reached; null before it has one
 * @param ended whether it ran to its end or was evicted, so that it never serves again
 * @param pending whether Kubernetes waits for something before it runs
 * @param blocked why it does not start, where Kubernetes says so
 */
record PodState(
        String uid,
        @Nullable String node,
        @Nullable String address,
        boolean ready,
        boolean terminating,
        boolean ended,
        boolean pending,
        int restarts,
        @Nullable PendingReason blocked) {

    static PodState of(Pod pod) {
        PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        String phase = Objects.requireNonNullElse(status.getPhase(), "Pending");
        return new PodState(
                pod.getMetadata().getUid(),
                pod.getSpec().getNodeName(),
                status.getPodIP(),
                condition(status, "Ready").filter(PodState::holds).isPresent(),
                pod.getMetadata().getDeletionTimestamp() != null,
                phase.equals("Succeeded") || phase.equals("Failed"),
                phase.equals("Pending"),
                restarts(status.getContainerStatuses()),
                blocked(status));
    }

    private static int restarts(List<ContainerStatus> containers) {
        return containers.stream()
                .mapToInt(container -> Objects.requireNonNullElse(container.getRestartCount(), 0))
                .sum();
    }

    private static @Nullable PendingReason blocked(PodStatus status) {
        Optional<PendingReason> unscheduled = condition(status, "PodScheduled")
                .filter(scheduled -> !holds(scheduled))
                .map(scheduled -> PendingReasons.ofScheduler(Objects.requireNonNullElse(scheduled.getMessage(), "")));
        return unscheduled
                .or(() -> status.getContainerStatuses().stream()
                        .map(container -> container.getState() == null
                                ? null
                                : container.getState().getWaiting())
                        .filter(Objects::nonNull)
                        .map(waiting -> PendingReasons.ofContainer(Objects.requireNonNullElse(waiting.getReason(), "")))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(null);
    }

    private static Optional<PodCondition> condition(PodStatus status, String type) {
        return status.getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private static boolean holds(PodCondition condition) {
        return "True".equals(condition.getStatus());
    }
}
