package dev.meridian.edge.settings;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of this edge; never printed.
 *
 * @param controller for the controller
 * @param peer read once at start: what edges of one installation show each other; null where no hops are made or taken
 */
public record EdgeTokens(
        ControllerToken controller, @Nullable String peer) {
    /**
     * Reads the files that are set.
     *
     * @throws InvalidSettingException if one of them does not hold a token
     */
    public static EdgeTokens read(EdgeSettings settings) {
        return new EdgeTokens(
                ControllerToken.read(settings.controllerTokenFile()),
                TokenFile.read("meridian.edge.peer-token-file", settings.peerTokenFile()));
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "EdgeTokens";
    }
}
