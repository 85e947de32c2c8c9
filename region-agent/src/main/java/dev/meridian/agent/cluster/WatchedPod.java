package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Pod as it is read here. */
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
final class WatchedPod extends WatchedState<WatchedPod.Spec, WatchedPod.Status> implements Namespaced {
    WatchedPod() {
        super(new Spec(null), new Status(null, null, List.of(), List.of(), List.of()));
    }

    record Spec(@Nullable String nodeName) {}

    record Status(
            @Nullable String phase,
            @Nullable String podIP,
            List<Condition> conditions,
            List<Container> containerStatuses,
            List<Container> initContainerStatuses) {
        /** An absent list comes as null. */
        Status {
            conditions = Objects.requireNonNullElse(conditions, List.of());
            containerStatuses = Objects.requireNonNullElse(containerStatuses, List.of());
            initContainerStatuses = Objects.requireNonNullElse(initContainerStatuses, List.of());
        }
    }

    record Container(int restartCount, @Nullable ContainerState state) {
        /** The kubelet's reason for not starting it; empty where it does. */
        String waitingReason() {
            @Nullable Waiting waiting = state == null ? null : state.waiting;
            return waiting == null ? "" : Objects.requireNonNullElse(waiting.reason, "");
        }
    }

    record ContainerState(@Nullable Waiting waiting) {}

    record Waiting(@Nullable String reason) {}
}
