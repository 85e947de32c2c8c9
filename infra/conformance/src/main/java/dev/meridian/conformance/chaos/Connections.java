package dev.meridian.conformance.chaos;

import dev.meridian.conformance.wire.Client;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Connections to gateways that are used again, as clients' libraries do. Thread-safe. */
final class Connections implements AutoCloseable {
    /** Well under the edges' own limit, so that none is used that is just being closed. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(2);

    private final Map<URI, ConcurrentLinkedDeque<Idle>> idle = new ConcurrentHashMap<>();

    private record Idle(Client client, long sinceNanos) {}

    /** One that nobody else uses. */
    Client take(URI gateway) throws IOException {
        ConcurrentLinkedDeque<Idle> known = known(gateway);
        for (Idle next = known.pollLast(); next != null; next = known.pollLast()) {
            if (System.nanoTime() - next.sinceNanos() < LONGEST_IDLE.toNanos()) {
                return next.client();
            }
            next.client().close();
        }
        return Client.to(gateway);
    }

    /** Gives one back whose last answer is whole. */
    void giveBack(URI gateway, Client client) {
        known(gateway).addLast(new Idle(client, System.nanoTime()));
    }

    @Override
    public void close() throws IOException {
        for (ConcurrentLinkedDeque<Idle> known : idle.values()) {
            for (Idle next = known.poll(); next != null; next = known.poll()) {
                next.client().close();
            }
        }
    }

    private ConcurrentLinkedDeque<Idle> known(URI gateway) {
        return idle.computeIfAbsent(gateway, _ -> new ConcurrentLinkedDeque<>());
    }
}
