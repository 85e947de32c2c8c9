package dev.meridian.agent.fake;

import dev.meridian.routing.region.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections, reads what comes and never says a word. */
public final class SilentServer implements AutoCloseable {
    private final ServerSocket listening;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    private SilentServer(ServerSocket listening) {
        this.listening = listening;
    }

    /** Listens on a free port. */
    public static SilentServer start() {
        try {
            SilentServer silent = new SilentServer(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
            Thread.startVirtualThread(silent::accept);
            return silent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return Endpoint.parse("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Connections so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that the other side has not closed. */
    public int open() {
        return open.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                accepted.incrementAndGet();
                open.incrementAndGet();
                Thread.startVirtualThread(() -> drain(socket));
            }
        } catch (IOException _) {
            // closed: the test is over
        }
    }

    private void drain(Socket socket) {
        try (socket) {
            while (socket.getInputStream().read() >= 0) {
                // what comes is of no interest
            }
        } catch (IOException _) {
            // reset: as good as closed
        } finally {
            open.decrementAndGet();
        }
    }
}
