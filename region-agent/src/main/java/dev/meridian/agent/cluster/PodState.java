package dev.meridian.agent.cluster;

import dev.meridian.routing.report.PendingReason;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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

    static PodState of(WatchedPod pod) {
        WatchedPod.Status status = pod.getStatus();
        String phase = Objects.requireNonNullElse(status.phase(), "Pending");
        return new PodState(
                pod.getMetadata().getUid(),
                pod.getSpec().nodeName(),
                status.podIP(),
                status.conditions().stream().anyMatch(condition -> condition.is("Ready") && condition.holds()),
                pod.getMetadata().getDeletionTimestamp() != null,
                phase.equals("Succeeded") || phase.equals("Failed"),
                phase.equals("Pending"),
                status.containerStatuses().stream()
                        .mapToInt(WatchedPod.Container::restartCount)
                        .sum(),
                blocked(status));
    }

    private static @Nullable PendingReason blocked(WatchedPod.Status status) {
        return status.conditions().stream()
                .filter(condition -> condition.is("PodScheduled") && !condition.holds())
                .map(unscheduled -> PendingReasons.ofScheduler(unscheduled.words()))
                .findFirst()
                .or(() -> Stream.concat(status.initContainerStatuses().stream(), status.containerStatuses().stream())
                        .map(container -> PendingReasons.ofContainer(container.waitingReason()))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(null);
    }
}
