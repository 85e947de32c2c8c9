package dev.meridian.edge.failover;

import dev.meridian.edge.settings.CurrentApiKey;
import dev.meridian.edge.settings.CurrentFallback;
import dev.meridian.edge.settings.CurrentPrices;
import dev.meridian.edge.settings.Limits;
import dev.meridian.edge.settings.UpstreamSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all exchanges of an edge have in common.
 *
 * @param fallback the models to try, and when
 * @param prices what models cost
 * @param upstream the upstream API's attempt limit
 * @param apiKey its key
 * @param peerToken what proves to other edges that this is one of them; null where no hops are made
 * @param largerModel tried once where a context is too long for the model asked for; null where none is
 * @param modelFirstContent how long a stream may take to its first content, for models that need longer than others
 * @param limits time and size
 */
public record ExchangeSettings(
        CurrentFallback fallback,
        CurrentPrices prices,
        UpstreamSettings upstream,
        CurrentApiKey apiKey,
        @Nullable String peerToken,
        @Nullable String largerModel,
        Map<String, Duration> modelFirstContent,
        Limits limits) {
    /** Copies the map. */
    public ExchangeSettings {
        modelFirstContent = Map.copyOf(modelFirstContent);
    }

    /** How long a stream of that model may take to its first content. */
    Duration firstContent(@Nullable String model) {
        return model == null ? limits.firstContent() : modelFirstContent.getOrDefault(model, limits.firstContent());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ExchangeSettings[" + upstream + "]";
    }
}
