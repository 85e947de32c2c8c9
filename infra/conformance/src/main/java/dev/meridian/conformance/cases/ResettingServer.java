package dev.meridian.conformance.cases;

import dev.meridian.conformance.gateway.Waiting;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who connects, and resets every connection at once. */
final class ResettingServer implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final Duration PORT_IS_FREE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

    private final ServerSocket socket;
    private final AtomicInteger connects = new AtomicInteger();

    private ResettingServer(ServerSocket socket) {
        this.socket = socket;
    }

    /**
     * Takes over the port of a program that was killed. The kernel closes the sockets of an io_uring a moment after the
     * process is gone, so this waits until it has.
     */
    static ResettingServer at(int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PORT_IS_FREE.toNanos();
        while (true) {
            try {
                ServerSocket socket = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
                ResettingServer server = new ResettingServer(socket);
                Thread.ofVirtual().start(server::accept);
                return server;
            } catch (BindException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Waiting.pause(BETWEEN_TRIES);
            }
        }
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
