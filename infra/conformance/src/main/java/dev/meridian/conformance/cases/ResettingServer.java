package dev.meridian.conformance.cases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who connects, and resets every connection at once. */
final class ResettingServer implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final ServerSocket socket;
    private final AtomicInteger connects = new AtomicInteger();

    private ResettingServer(ServerSocket socket) {
        this.socket = socket;
    }

    static ResettingServer at(int port) throws IOException {
        ResettingServer server = new ResettingServer(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    int connects() {
        return connects.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                try (Socket client = socket.accept()) {
                    connects.incrementAndGet();
                    client.setSoLinger(true, 0);
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }
}
