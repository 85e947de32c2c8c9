package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An EndpointSlice as it is read here. */
@Group("discovery.k8s.io")
@Version("v1")
@Kind("EndpointSlice")
@Plural("endpointslices")
final class WatchedSlice extends WatchedObject implements Namespaced {
    private List<Address> endpoints = List.of();

    record Address(
            List<String> addresses,
            @Nullable Conditions conditions,
            @Nullable Target targetRef) {
        /** Unknown is to be taken for ready, says the API. */
        boolean ready() {
            return conditions == null || !Boolean.FALSE.equals(conditions.ready);
        }

        /** The same for all addresses of a pod. */
        String owner() {
            return targetRef == null ? addresses.toString() : targetRef.name;
        }
    }

    record Conditions(@Nullable Boolean ready) {}

    record Target(String name) {}

    public List<Address> getEndpoints() {
        return endpoints;
    }

    public void setEndpoints(@Nullable List<Address> endpoints) {
        this.endpoints = Objects.requireNonNullElse(endpoints, List.of());
    }
}
