package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * An object with no more of it than is read here. The client's own classes of Pod and the rest know all of Kubernetes'
 * fields; with them an agent takes half as much memory again (docs/adr/0012-an-agent-for-each-node.md).
 */
@JsonDeserialize(using = ValueDeserializer.None.class) // by its properties, not as the interface says, by its kind
abstract class WatchedObject implements HasMetadata {
    private ObjectMeta metadata = new ObjectMeta();

    @Override
    public final ObjectMeta getMetadata() {
        return metadata;
    }

    /** Without managed fields and annotations, the greater part of many objects. */
    @Override
    public final void setMetadata(ObjectMeta given) {
        metadata = new ObjectMetaBuilder()
                .withName(given.getName())
                .withNamespace(given.getNamespace())
                .withUid(given.getUid())
                .withResourceVersion(given.getResourceVersion())
                .withGeneration(given.getGeneration())
                .withDeletionTimestamp(given.getDeletionTimestamp())
                .withLabels(kept(given))
                .build();
    }

    /** Which labels are read. */
    Map<String, String> kept(ObjectMeta given) {
        return Map.of();
    }

    /** It stands in the annotation of the class. */
    @Override
    public final void setApiVersion(String version) {}
}
