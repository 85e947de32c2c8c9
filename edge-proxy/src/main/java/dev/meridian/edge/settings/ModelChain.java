package dev.meridian.edge.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The models to try, in order.
 *
 * @param models at least one, at most 16, no two alike
 * @param fallback whether another model is ever tried in place of the one that was asked for
 */
public record ModelChain(List<String> models, boolean fallback) {
    /** The chain where no file names one. */
    public static final ModelChain DEFAULT =
            new ModelChain(List.of("gpt-4.1", "gemini-2.5-flash", "deepseek-v3.2"), true);

    /** More fallbacks than attempts a request has make no sense. */
    private static final int MAX_MODELS = 16;

    /** @throws IllegalArgumentException if there is no model, too many, or one twice */
    public ModelChain {
        models = List.copyOf(models);
        if (models.isEmpty() || models.size() > MAX_MODELS) {
            throw new IllegalArgumentException(
                    "the model chain has " + models.size() + " models, it must have 1 to " + MAX_MODELS);
        }
        if (models.stream().distinct().count() != models.size()) {
            throw new IllegalArgumentException("the model chain " + models + " names a model twice");
        }
    }

    /**
     * The models to try for a request that names one: that one, then, where there is fallback, those that stand after it in the
     * chain. A model outside the chain is followed by the whole chain. Nobody is moved up to a model they did not ask for.
     */
    public List<String> from(String requested) {
        if (!fallback) {
            return List.of(requested);
        }
        int index = models.indexOf(requested);
        if (index >= 0) {
            return models.subList(index, models.size());
        }
        List<String> chain = new ArrayList<>(models.size() + 1);
        chain.add(requested);
        chain.addAll(models);
        return List.copyOf(chain);
    }

    /** For people. */
    @Override
    public String toString() {
        return "model chain " + models + (fallback ? "" : " without fallback");
    }
}
