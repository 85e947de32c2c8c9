package dev.meridian.conformance.gateway;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.process.RunningProgram;
import dev.meridian.conformance.wire.Client;
import dev.meridian.fixtures.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The edges of a stage, as processes, and their controller if there is one. Confined to one thread, but for closing. */
public final class Edges implements AutoCloseable {
    /** Two JVMs that start on a busy machine of two cores take about 10 s. */
    private static final Duration START = Duration.ofSeconds(90);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final int SHOWN_LINES = 8;

    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, RunningProgram> edges = new TreeMap<>();
    private @Nullable RunningProgram controller;

    private Edges() {}

    /** Starts what the setup asks for, and returns when requests are served. */
    static Edges start(Setup setup, Upstream upstream, Secrets secrets, Path folder)
            throws IOException, InterruptedException {
        Edges edges = new Edges();
        try {
            edges.startAll(setup, upstream, secrets, folder);
            return edges;
        } catch (IOException | InterruptedException | RuntimeException e) {
            edges.close();
            throw e;
        }
    }

    private void startAll(Setup setup, Upstream upstream, Secrets secrets, Path folder)
            throws IOException, InterruptedException {
        regions(setup.shape()).forEach(region -> ports.put(region, Ports.draw()));
        EdgeFiles files = new EdgeFiles(setup, folder, ports);
        files.write(secrets.peers());
        String controllerUrl = "";
        if (setup.shape() == Setup.Shape.CONTROLLED) {
            int port = Ports.draw();
            controllerUrl = "http://127.0.0.1:" + port;
            controller = RunningProgram.start(files.controller(port), folder);
        }
        for (String region : ports.keySet()) {
            edges.put(
                    region,
                    RunningProgram.start(
                            files.edge(region, upstream.baseUrl(region), secrets.key(), controllerUrl), folder));
        }
        for (String region : ports.keySet()) {
            awaitReady(region);
        }
    }

    private static List<String> regions(Setup.Shape shape) {
        return shape == Setup.Shape.PAIR ? List.of(Upstream.US, Upstream.EU) : List.of(Upstream.US);
    }

    /** Where a region's edge listens. */
    public URI address(String region) {
        return URI.create("http://127.0.0.1:" + ports.get(region));
    }

    /** A region's edge. */
    public RunningProgram edge(String region) {
        RunningProgram edge = edges.get(region);
        if (edge == null) {
            throw new IllegalArgumentException("there is no edge in " + region + ", only in " + edges.keySet());
        }
        return edge;
    }

    /** The controller. */
    public RunningProgram controller() {
        if (controller == null) {
            throw new IllegalStateException("this stage has no controller");
        }
        return controller;
    }

    /** Kills a region's edge and starts it again; returns when it is ready. */
    public void restart(String region) throws IOException, InterruptedException {
        edge(region).kill();
        edges.put(region, edge(region).again());
        awaitReady(region);
    }

    /** The status of {@code GET /ready} on a new connection, or 0 where none can be made. */
    public int ready(String region) {
        try (Client client = Client.to(address(region))) {
            return client.send("GET /ready HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n\r\n")
                    .answer()
                    .status();
        } catch (IOException _) {
            return 0;
        }
    }

    /** All that the programs have printed. */
    public String output() throws IOException {
        StringBuilder all = new StringBuilder();
        for (RunningProgram program : programs()) {
            all.append(program.output());
        }
        return all.toString();
    }

    /** Kills every program. */
    @Override
    public void close() {
        programs().forEach(RunningProgram::close);
    }

    private List<RunningProgram> programs() {
        List<RunningProgram> all = new ArrayList<>(edges.values());
        if (controller != null) {
            all.add(controller);
        }
        return all;
    }

    private void awaitReady(String region) throws IOException, InterruptedException {
        RunningProgram edge = edge(region);
        long deadline = System.nanoTime() + START.toNanos();
        while (ready(region) != 200) {
            if (!edge.alive() || System.nanoTime() - deadline > 0) {
                throw Expect.failure("the edge in " + region + " is not ready; it printed last:\n    "
                        + edge.lastLines(SHOWN_LINES));
            }
            Waiting.pause(BETWEEN_TRIES);
        }
    }
}
