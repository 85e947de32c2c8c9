package dev.meridian.edge.failover;

import dev.meridian.edge.settings.Limits;
import dev.meridian.edge.settings.ModelChain;
import dev.meridian.edge.settings.UpstreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * What all exchanges of an edge have in common.
 *
 * @param chain the models to try
 * @param upstream the upstream API's key and attempt limit
 * @param peerToken what proves to other edges that this is one of them; null where no hops are made
 * @param maxAttempts upstream calls of one request in all, 1 to 11
 * @param limits time and size
 */
public record ExchangeSettings(
        ModelChain chain,
        UpstreamSettings upstream,
        @Nullable String peerToken,
        int maxAttempts,
        Limits limits) {
    /** Without the token. */
    @Override
    public String toString() {
        return "ExchangeSettings[" + chain + ", " + upstream + ", " + maxAttempts + " attempts]";
    }
}
