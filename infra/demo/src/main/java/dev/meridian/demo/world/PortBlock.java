package dev.meridian.demo.world;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.region.RegionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * Twenty neighbouring ports of the loopback address that were free when it was claimed.
 *
 * <p>Its first port stays bound, so that two demos on one machine never claim the same block. All blocks lie below the
 * ports that systems give to outgoing connections: a killed program finds its port free when it comes back.
 */
final class PortBlock implements AutoCloseable {
    private static final int SIZE = 20;
    private static final int FIRST = 18_000;
    private static final int LAST = 29_980;

    private static final int SIMULATOR = 1;
    private static final int SIMULATOR_CONTROL = 2;
    private static final int CONTROLLER = 3;
    private static final int EDGES = 4;
    private static final int AGENTS = 7;
    private static final int RELAYS = 10;
    private static final int UPSTREAMS = 16;

    private final ServerSocket guard;

    private PortBlock(ServerSocket guard) {
        this.guard = guard;
    }

    /**
     * Claims the first free block.
     *
     * @throws IOException if there is none
     */
    static PortBlock claim() throws IOException {
        for (int base = FIRST; base <= LAST; base += SIZE) {
            ServerSocket guard = bindOrNull(base);
            if (guard != null) {
                if (allFree(base)) {
                    return new PortBlock(guard);
                }
                guard.close();
            }
        }
        throw new IOException("no " + SIZE + " neighbouring ports are free between " + FIRST + " and " + (LAST + SIZE));
    }

    int simulator() {
        return port(SIMULATOR);
    }

    /** Where a region reaches the simulator, so that the simulator can tell the regions apart. */
    int upstream(RegionId region) {
        return port(UPSTREAMS + Geography.REGIONS.indexOf(region));
    }

    int simulatorControl() {
        return port(SIMULATOR_CONTROL);
    }

    int controller() {
        return port(CONTROLLER);
    }

    int edge(RegionId region) {
        return port(EDGES + Geography.REGIONS.indexOf(region));
    }

    int agent(RegionId region) {
        return port(AGENTS + Geography.REGIONS.indexOf(region));
    }

    /** Where one region reaches the edge of another one. */
    int relay(RegionId from, RegionId to) {
        int others = Geography.REGIONS.size() - 1;
        return port(RELAYS
                + Geography.REGIONS.indexOf(from) * others
                + Geography.othersThan(from).indexOf(to));
    }

    @Override
    public void close() throws IOException {
        guard.close();
    }

    private int port(int offset) {
        return guard.getLocalPort() + offset;
    }

    private static boolean allFree(int base) throws IOException {
        for (int port = base + 1; port < base + SIZE; port++) {
            ServerSocket probe = bindOrNull(port);
            if (probe == null) {
                return false;
            }
            probe.close();
        }
        return true;
    }

    private static @Nullable ServerSocket bindOrNull(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            return null;
        }
    }
}
