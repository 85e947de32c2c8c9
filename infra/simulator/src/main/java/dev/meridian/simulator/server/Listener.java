package dev.meridian.simulator.server;

import org.jspecify.annotations.Nullable;

/**
 * What a port is for.
 *
 * @param region where requests to it come from, unless they say otherwise
 * @param port where it listens; 0 lets the system choose
 * @param serves whether it serves the API
 * @param control answers below {@code /_sim/}; null where that is not served
 */
public record Listener(
        String region, int port, boolean serves, @Nullable Control control) {}
