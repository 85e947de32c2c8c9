package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Objects;

/** A Deployment as it is read here. */
@Group("apps")
@Version("v1")
@Kind("Deployment")
@Plural("deployments")
final class WatchedDeployment extends WatchedState<WatchedDeployment.Spec, WatchedDeployment.Status>
        implements Namespaced {
    WatchedDeployment() {
        super(new Spec(0), new Status(0, 0, 0, List.of()));
    }

    record Spec(int replicas) {}

    record Status(long observedGeneration, int replicas, int updatedReplicas, List<Condition> conditions) {
        /** An absent list comes as null. */
        Status {
            conditions = Objects.requireNonNullElse(conditions, List.of());
        }
    }
}
