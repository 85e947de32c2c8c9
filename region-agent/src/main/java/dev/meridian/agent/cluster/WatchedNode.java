package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A Node as it is read here. */
@Group("")
@Version("v1")
@Kind("Node")
@Plural("nodes")
final class WatchedNode extends WatchedState<WatchedNode.Spec, WatchedNode.Status> {
    WatchedNode() {
        super(new Spec(false), new Status(List.of()));
    }

    record Spec(boolean unschedulable) {}

    record Status(List<Condition> conditions) {
        /** An absent list comes as null. */
        Status {
            conditions = Objects.requireNonNullElse(conditions, List.of());
        }
    }

    @Override
    Map<String, String> kept(ObjectMeta given) {
        return given.getLabels();
    }
}
