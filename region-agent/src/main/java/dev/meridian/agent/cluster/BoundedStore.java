package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Keeps no more objects than a limit: a selector that means too many must not cost the agent its memory. */
final class BoundedStore<T extends HasMetadata> extends BasicItemStore<T> {
    private final int limit;

    BoundedStore(int limit) {
        super(Cache::metaNamespaceKeyFunc);
        this.limit = limit;
    }

    @Override
    public @Nullable T put(String key, T object) {
        return size() >= limit && get(key) == null ? null : super.put(key, object);
    }
}
