package dev.meridian.conformance.gateway;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gateway with its upstream, for one case after the other. Thread-safe, but for {@link #settle}. */
public final class Stage implements AutoCloseable {
    /** Cooldowns last 60 s at most, breakers 30 s. */
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(75);

    /** So many successes in a row close a breaker, and outweigh the failures of the case before in any failure rate. */
    private static final int SUCCESSES = 20;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final Upstream upstream;
    private final URI gateway;
    private final String key;
    private final Limits limits;
    private final boolean settles;
    private final @Nullable Edges edges;

    private Stage(Upstream upstream, URI gateway, String key, Limits limits, boolean settles, @Nullable Edges edges) {
        this.upstream = upstream;
        this.gateway = gateway;
        this.key = key;
        this.limits = limits;
        this.settles = settles;
        this.edges = edges;
    }

    /**
     * Starts the setup's edges and returns when they serve.
     *
     * @param folder an empty one, for their files and logs
     */
    public static Stage of(Setup setup, Path folder) throws IOException, InterruptedException {
        Secrets secrets = Secrets.draw();
        return of(setup, folder, secrets, Upstream.start(secrets.key()));
    }

    /** The same with an upstream that remembers the newest 20 000 calls, but not their bodies. */
    public static Stage underLoad(Setup setup, Path folder) throws IOException, InterruptedException {
        Secrets secrets = Secrets.draw();
        return of(setup, folder, secrets, Upstream.underLoad(secrets.key()));
    }

    private static Stage of(Setup setup, Path folder, Secrets secrets, Upstream upstream)
            throws IOException, InterruptedException {
        try {
            Edges edges = Edges.start(setup, upstream, secrets, folder);
            URI gateway = edges.address(Upstream.US);
            return new Stage(upstream, gateway, secrets.key(), setup.limits(), setup.unlimited(), edges);
        } catch (IOException | InterruptedException | RuntimeException e) {
            upstream.close();
            throw e;
        }
    }

    /**
     * A gateway that someone points at the simulator.
     *
     * @param gateway its address, without a path
     * @param key that clients show it
     * @param upstreamPort where the simulator listens for it; 0 means any free port
     * @param otherKey what the gateway itself may show the simulator, besides the clients' key
     */
    public static Stage at(URI gateway, String key, int upstreamPort, String otherKey) {
        Upstream upstream = Upstream.start(upstreamPort, key, otherKey);
        return new Stage(upstream, gateway, key, Limits.PRODUCTION, true, null);
    }

    /** The simulator. */
    public Upstream upstream() {
        return upstream;
    }

    /** Where the gateway listens, without a path. */
    public URI gateway() {
        return gateway;
    }

    /** What clients show. */
    public String key() {
        return key;
    }

    /** The limits that the gateway works by. */
    public Limits limits() {
        return limits;
    }

    /** Whether the gateway is edges that were started here, whose processes, headers and pages are known. */
    public boolean isOurs() {
        return edges != null;
    }

    /** The edges; only where {@link #isOurs}. */
    public Edges edges() {
        if (edges == null) {
            throw new IllegalStateException("the gateway is none of ours");
        }
        return edges;
    }

    /** A new connection to the gateway. */
    public Client connect() throws IOException {
        return Client.to(gateway);
    }

    /** The gateway's whole answer, on a connection of its own. */
    public Answer ask(Ask ask) throws IOException {
        try (Client client = connect()) {
            return client.send(ask.http(key)).answer();
        }
    }

    /** The gateway's whole answer to a GET. */
    public Answer get(String path) throws IOException {
        try (Client client = connect()) {
            String head = "GET " + path + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " + key + "\r\n\r\n";
            return client.send(head).answer();
        }
    }

    /**
     * Takes away what an earlier case left: faults, calls, and, by requests that succeed, what the gateway has learnt of
     * the models.
     */
    public void settle() throws IOException, InterruptedException {
        upstream.reset();
        if (settles) {
            for (String model : List.of(Ask.FIRST, Ask.SECOND, Ask.THIRD)) {
                settle(Ask.unary().of(model));
            }
            upstream.reset();
        }
    }

    private void settle(Ask ask) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_SETTLING.toNanos();
        for (int successes = 0; successes < SUCCESSES; ) {
            upstream.forget();
            Answer answer = ask(ask);
            boolean asAsked = answer.status() == 200 && upstream.models().equals(List.of(ask.model()));
            successes = asAsked ? successes + 1 : 0;
            if (!asAsked) {
                Expect.that(
                        System.nanoTime() - deadline < 0,
                        "the gateway to serve " + ask.model() + " again " + LONGEST_SETTLING.toSeconds()
                                + " s after the case before",
                        answer + ", calls for " + upstream.models());
                Waiting.pause(BETWEEN_TRIES);
            }
        }
    }

    @Override
    public void close() {
        if (edges != null) {
            edges.close();
        }
        upstream.close();
    }
}
