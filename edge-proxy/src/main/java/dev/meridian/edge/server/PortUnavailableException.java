package dev.meridian.edge.server;

import org.jspecify.annotations.Nullable;

/** The edge cannot listen where it is told to. */
public final class PortUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortUnavailableException(String address, int port, @Nullable Throwable cause) {
        super(
                "cannot listen on " + address + ":" + port + ": " + (cause == null ? "unknown" : cause.getMessage()),
                cause);
    }
}
