package dev.meridian.agent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps of each object only what is asked for, and of too many objects none above a limit: an agent's memory is bounded. */
final class TrimmedStore<T extends HasMetadata> extends BasicItemStore<T> {
    private final UnaryOperator<T> trim;
    private final int limit;

    TrimmedStore(UnaryOperator<T> trim, int limit) {
        super(Cache::metaNamespaceKeyFunc);
        this.trim = trim;
        this.limit = limit;
    }

    @Override
    public @Nullable T put(String key, T object) {
        return size() >= limit && get(key) == null ? null : super.put(key, trim.apply(object));
    }
}
