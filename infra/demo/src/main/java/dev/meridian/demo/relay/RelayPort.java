package dev.meridian.demo.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A listening port of the relay: what connects to it reaches the target, that much later. Thread-safe.
 *
 * <p>It accepts whether or not the target lives; a caller of a dead target is reset after one round trip.
 */
public final class RelayPort implements AutoCloseable {
    /** More than the edges of the demo ever open to each other; the next caller waits in the kernel's queue. */
    static final int MAX_CONNECTIONS = 512;

    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Duration roundTrip;
    private final SplittableRandom seeds;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);

    private RelayPort(ServerSocket listening, InetSocketAddress target, Duration roundTrip, long seed) {
        this.listening = listening;
        this.target = target;
        this.roundTrip = roundTrip;
        this.seeds = new SplittableRandom(seed);
    }

    /**
     * Listens on the address and relays from now on.
     *
     * @param seed of the jitter; equal seeds give equal delays to equal connections
     * @throws IOException if the port is taken
     */
    public static RelayPort open(InetSocketAddress address, InetSocketAddress target, Duration roundTrip, long seed)
            throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(address);
        RelayPort port = new RelayPort(listening, target, roundTrip, seed);
        Thread.ofVirtual().name("relay-" + listening.getLocalPort()).start(port::acceptAll);
        return port;
    }

    /** The port that it listens on. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Connections being relayed. */
    public int connections() {
        return connections.size();
    }

    /** Stops listening and breaks every connection. */
    @Override
    public void close() throws IOException {
        listening.close();
        connections.forEach(Connection::reset);
    }

    private void acceptAll() {
        try {
            while (!listening.isClosed()) {
                free.acquire();
                Socket caller = listening.accept();
                Connection connection = new Connection(caller, target, roundTrip, seeds.split());
                connections.add(connection);
                Thread.ofVirtual().start(() -> relay(connection));
            }
        } catch (IOException e) {
            // Closed: there is nobody left to accept for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void relay(Connection connection) {
        try {
            connection.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
            free.release();
        }
    }
}
