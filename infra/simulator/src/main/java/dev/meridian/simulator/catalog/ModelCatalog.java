package dev.meridian.simulator.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models on offer, in the order they were added. Thread-safe; readers never lock. */
public final class ModelCatalog {
    /** Far more models than any chain; it bounds the statistics, which count per model. */
    public static final int MAX_MODELS = 64;

    /** What HolySheep offers: its output prices in USD per million tokens, and no delay. */
    public static final List<ModelProfile> DEFAULTS = List.of(
            ModelProfile.of("gpt-4.1", 8.00),
            ModelProfile.of("claude-sonnet-4.5", 15.00),
            ModelProfile.of("gemini-2.5-flash", 2.50),
            ModelProfile.of("deepseek-v3.2", 0.42),
            ModelProfile.of("text-embedding-3-small", null));

    private volatile Map<String, ModelProfile> models = Map.of();

    /** @throws IllegalArgumentException if there are no profiles or more than the limit */
    public ModelCatalog(Collection<ModelProfile> profiles) {
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("models must not be empty");
        }
        profiles.forEach(this::put);
    }

    /** The model of that name, or null. */
    public @Nullable ModelProfile find(String name) {
        return models.get(name);
    }

    /** Every model. */
    public Collection<ModelProfile> all() {
        return models.values();
    }

    /**
     * Adds the model or replaces the one of its name; requests already being answered keep the old one.
     *
     * @throws IllegalArgumentException if it would be one more than the limit
     */
    public synchronized void put(ModelProfile profile) {
        Map<String, ModelProfile> changed = new LinkedHashMap<>(models);
        changed.put(profile.name(), profile);
        if (changed.size() > MAX_MODELS) {
            throw new IllegalArgumentException("more than " + MAX_MODELS + " models");
        }
        models = java.util.Collections.unmodifiableMap(changed);
    }
}
