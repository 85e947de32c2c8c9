package dev.meridian.edge.failover;

import dev.meridian.edge.settings.CurrentFallback;
import dev.meridian.edge.settings.Limits;
import dev.meridian.edge.settings.UpstreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * What all exchanges of an edge have in common.
 *
 * @param fallback the models to try, and when
 * @param upstream the upstream API's key and attempt limit
 * @param peerToken what proves to other edges that this is one of them; null where no hops are made
 * @param limits time and size
 */
public record ExchangeSettings(
        CurrentFallback fallback,
        UpstreamSettings upstream,
        @Nullable String peerToken,
        Limits limits) {
    /** Without the token. */
    @Override
    public String toString() {
        return "ExchangeSettings[" + upstream + "]";
    }
}
