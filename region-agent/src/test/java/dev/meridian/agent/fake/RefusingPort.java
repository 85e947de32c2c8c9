package dev.meridian.agent.fake;

import dev.meridian.routing.region.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a port where nothing listens. */
public final class RefusingPort {
    private RefusingPort() {}

    /** An endpoint that refuses connections. */
    public static Endpoint find() {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return Endpoint.parse("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
