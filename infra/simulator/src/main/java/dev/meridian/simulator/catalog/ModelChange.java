package dev.meridian.simulator.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of a model, or a new model; null keeps what is there. The components are those of
 * {@link ModelProfile}.
 */
public record ModelChange(
        @Nullable String name,
        @Nullable Duration firstToken,
        @Nullable Double tokensPerSecond,
        @Nullable Integer answerTokens,
        @Nullable Integer reasoningTokens,
        @Nullable Integer contextTokens,
        @Nullable Double inputPrice,
        @Nullable Double outputPrice) {

    /**
     * Makes the change in the catalog.
     *
     * @return the model as it is now
     * @throws IllegalArgumentException if a value is out of its range, or the name is missing
     */
    public ModelProfile applyTo(ModelCatalog catalog) {
        if (name == null) {
            throw new IllegalArgumentException("a model needs a name");
        }
        ModelProfile known = catalog.find(name);
        ModelProfile changed = changed(known == null ? ModelProfile.of(name, null) : known);
        catalog.put(changed);
        return changed;
    }

    /** The same change of the model of that name. */
    public ModelChange named(String newName) {
        return new ModelChange(
                newName,
                firstToken,
                tokensPerSecond,
                answerTokens,
                reasoningTokens,
                contextTokens,
                inputPrice,
                outputPrice);
    }

    private ModelProfile changed(ModelProfile base) {
        return new ModelProfile(
                base.name(),
                firstToken == null ? base.firstToken() : firstToken,
                tokensPerSecond == null ? base.tokensPerSecond() : tokensPerSecond,
                answerTokens == null ? base.answerTokens() : answerTokens,
                reasoningTokens == null ? base.reasoningTokens() : reasoningTokens,
                contextTokens == null ? base.contextTokens() : contextTokens,
                inputPrice == null ? base.inputPrice() : inputPrice,
                outputPrice == null ? base.outputPrice() : outputPrice);
    }
}
