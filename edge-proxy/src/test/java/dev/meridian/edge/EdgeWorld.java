package dev.meridian.edge;

import static org.awaitility.Awaitility.await;

import dev.meridian.edge.route.RegionGates;
import dev.meridian.edge.server.EdgeServer;
import dev.meridian.fixtures.Ports;
import dev.meridian.simulator.Simulator;
import dev.meridian.simulator.SimulatorSettings;
import dev.meridian.simulator.log.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Real edges in this process, the simulator as their upstream, and a client. */
final class EdgeWorld implements AutoCloseable {
    static final String KEY = "sk-canary-client-key-71c2";
    static final String PEER_TOKEN = "canary-peer-token-9ab4";
    static final String US = "us-west-2";
    static final String EU = "eu-west-1";

    /** Stands in an argument for where the simulator listens for eu-west-1. */
    static final String SIMULATOR_IN_EU = "{simulator in eu}";

    /** Limits short enough for a test to wait for. */
    static final List<String> SHORT_LIMITS = List.of(
            "--meridian.edge.limits.first-content=700ms",
            "--meridian.edge.limits.stream-idle=700ms",
            "--meridian.edge.limits.head-timeout=300ms",
            "--meridian.edge.limits.body-idle=300ms",
            "--meridian.edge.limits.body=1MB",
            "--meridian.edge.limits.shutdown-notice=0s",
            "--meridian.edge.limits.shutdown=3s");

    final Simulator simulator;
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final Map<String, ConfigurableApplicationContext> edges = new TreeMap<>();
    private final Map<String, String[]> arguments = new TreeMap<>();
    private final Map<String, Integer> ports = new TreeMap<>();

    private EdgeWorld(Path folder) {
        this.folder = folder;
        this.simulator = Simulator.start(
                SimulatorSettings.onFreePort().withKeys(KEY).withRegion(US, 0).withRegion(EU, 0));
    }

    /** One edge in us-west-2, which gets everything. */
    static EdgeWorld alone(Path folder, String... args) throws IOException {
        EdgeWorld world = new EdgeWorld(folder);
        world.ports.put(US, 0);
        world.start(US, "{\"us-west-2\": 10000}", args);
        return world;
    }

    /** Edges in both regions; the origin us-west-2 has the given shares. */
    static EdgeWorld pair(Path folder, int usShare, String... args) throws IOException {
        EdgeWorld world = new EdgeWorld(folder);
        world.ports.put(US, Ports.draw());
        world.ports.put(EU, Ports.draw());
        String shares = "{\"us-west-2\": %d, \"eu-west-1\": %d}".formatted(usShare, 10_000 - usShare);
        world.start(US, shares, args);
        world.start(EU, shares, args);
        return world;
    }

    URI edge(String region) {
        return URI.create("http://127.0.0.1:" + port(region));
    }

    int port(String region) {
        return context(region).getBean(EdgeServer.class).port();
    }

    /** What the edge in us-west-2 starts and stops. */
    Collection<SmartLifecycle> parts() {
        return context(US).getBeansOfType(SmartLifecycle.class).values();
    }

    /** The same edge anew, without what it has learnt of regions, with the upstream's list of models. */
    void restart(String region) throws IOException, InterruptedException {
        kill(region);
        edges.put(region, EdgeApplication.application().run(arguments.getOrDefault(region, new String[0])));
        get("/v1/models"); // so that no fault that a test sets befalls the edge's own question for it
    }

    void kill(String region) {
        ConfigurableApplicationContext gone = edges.remove(region);
        if (gone != null) {
            gone.close();
        }
    }

    HttpResponse<String> chat(String body, String... headers) throws IOException, InterruptedException {
        return http.send(
                request("/v1/chat/completions", headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(edge(US).resolve(path))
                .timeout(Duration.ofSeconds(20))
                .setHeader("Content-Type", "application/json")
                .setHeader("Authorization", "Bearer " + KEY);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** What reached the upstream, besides the edges' own questions for the list of models. */
    List<LoggedRequest> calls() {
        return simulator.log().requests().stream()
                .filter(call -> !call.uri().equals("/v1/models"))
                .toList();
    }

    /** An answer's header, or nothing. */
    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    String metrics() {
        try {
            return get("/metrics").body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the edge's books are closed: no exchange is running, and none is counted in any region. */
    void awaitQuiet() {
        await().atMost(Duration.ofSeconds(10)).until(() -> metrics().contains("meridian_edge_exchanges_active 0.0"));
        for (String edge : edges.keySet()) {
            await().atMost(Duration.ofSeconds(10))
                    .until(
                            () -> running(edge),
                            counts -> counts.values().stream().allMatch(count -> count == 0));
        }
    }

    /** How many requests of its clients each region is answering, as an edge counts them. */
    Map<String, Long> running(String edge) {
        Map<String, Long> running = new TreeMap<>();
        context(edge)
                .getBean(RegionGates.class)
                .all()
                .forEach((region, gate) ->
                        running.put(region.value(), gate.traffic().running()));
        return running;
    }

    /** Waits until the edge has noticed that its clients have left, but for so many. */
    void awaitConnections(int atMost) {
        await().atMost(Duration.ofSeconds(10)).until(this::clientConnections, open -> open <= atMost);
    }

    private double clientConnections() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("meridian_edge_client_connections "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    static String ask(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    }

    static String askStream(String model) {
        return "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    }

    @Override
    public void close() {
        List.copyOf(edges.keySet()).forEach(this::kill);
        simulator.close();
        http.shutdownNow();
    }

    private void start(String region, String shares, String... more) throws IOException {
        Path table = folder.resolve(region + ".json");
        String regions = ports.entrySet().stream()
                .map(port ->
                        "\"%s\": {\"endpoint\": \"http://127.0.0.1:%d\", \"kind\": \"EDGE\", \"health\": \"HEALTHY\"}"
                                .formatted(port.getKey(), Math.max(1, port.getValue())))
                .collect(Collectors.joining(", "));
        Files.writeString(table, """
                {"schema": 1, "version": {"epoch": 1, "version": 7}, "decidedAt": "2026-11-24T10:00:00Z",
                 "origins": {"default": {"shares": %s, "shed": 0}}, "regions": {%s}}""".formatted(shares, regions));
        Path retry = Files.writeString(folder.resolve("retry.yaml"), "retry: {initial_delay_ms: 20}");
        Path peer = Files.writeString(folder.resolve("peer.token"), PEER_TOKEN + "\n");
        List<String> args = new ArrayList<>(List.of(
                "--meridian.edge.address=127.0.0.1",
                "--meridian.edge.port=" + ports.get(region),
                "--meridian.edge.origin=" + region,
                "--meridian.edge.event-loops=1",
                "--meridian.edge.table-file=" + table,
                "--meridian.edge.peer-token-file=" + peer,
                "--meridian.edge.retry-file=" + retry,
                "--HOLYSHEEP_API_KEY=" + KEY,
                "--HOLYSHEEP_BASE_URL=" + simulator.baseUrl(region)));
        String simulatorInEu = simulator.baseUrl(EU).resolve("/").toString();
        Stream.concat(SHORT_LIMITS.stream(), Stream.of(more))
                .map(arg -> arg.replace(SIMULATOR_IN_EU, simulatorInEu))
                .forEach(args::add);
        arguments.put(region, lastOfEachKey(args));
        edges.put(region, EdgeApplication.application().run(lastOfEachKey(args)));
    }

    /** What a test says wins; nothing after the equals sign takes the setting away. */
    private static String[] lastOfEachKey(List<String> args) {
        Map<String, String> byKey = new TreeMap<>();
        args.forEach(arg -> byKey.put(arg.substring(0, arg.indexOf('=')), arg));
        return byKey.values().stream().filter(arg -> !arg.endsWith("=")).toArray(String[]::new);
    }

    private ConfigurableApplicationContext context(String region) {
        ConfigurableApplicationContext context = edges.get(region);
        if (context == null) {
            throw new IllegalStateException("no edge runs in " + region);
        }
        return context;
    }
}
