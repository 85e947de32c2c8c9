package dev.meridian.edge.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.meridian.edge.call.ControllerAccess;
import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.route.EdgePlace;
import dev.meridian.edge.route.RegionGates;
import dev.meridian.edge.settings.CurrentFallback;
import dev.meridian.edge.settings.FallbackSettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a controller that answers what it is told to. */
@SuppressWarnings("NullAway.Init")
class TableClientTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final EdgeMetrics metrics = new EdgeMetrics(registry);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private volatile boolean compressed;
    private volatile String answer = "";
    private volatile int status = 200;
    private volatile String token = "token-1";
    private final AtomicInteger bugs = new AtomicInteger();

    @TempDir
    private Path folder;

    private HttpServer controller;
    private CurrentTable current;
    private TableClient client;

    @BeforeEach
    void start() throws IOException {
        controller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        controller.createContext("/v1/table", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("If-None-Match"));
            paths.add(exchange.getRequestURI().toString());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            if (compressed
                    && exchange.getRequestHeaders().getFirst("Accept-Encoding").equals("gzip")) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                body = gzip(body);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        controller.start();
        current = table();
        Endpoint url =
                Endpoint.parse("http://127.0.0.1:" + controller.getAddress().getPort());
        client = new TableClient(
                current,
                new ControllerAccess(url, this::token, () -> null),
                Duration.ofSeconds(1),
                new OriginId("us-west-2"),
                "edge-0");
    }

    @AfterEach
    void stop() {
        client.stop();
        controller.stop(0);
    }

    @Test
    void newTableIsAppliedKeptOnDiskAndAskedForByItsVersion() {
        answer = table(1, 5);
        client.start();
        awaitVersion(1, 5);
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.contains("Bearer token-1 \"1.5\""));
        CurrentTable cold = table();
        cold.load();
        assertThat(cold.version()).isEqualTo(new TableVersion(1, 5));
    }

    @Test
    void newTokenIsShownFromTheNextRequestOn() {
        answer = table(1, 5);
        client.start();
        awaitVersion(1, 5);
        token = "token-2";
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.contains("Bearer token-2 \"1.5\""));
    }

    @Test
    void bugsCostOnePollEach() {
        bugs.set(2);
        answer = table(1, 5);
        client.start();
        awaitVersion(1, 5);
        assertThat(bugs).hasNegativeValue();
    }

    @Test
    void olderMalformedEmptyAndOversizedTablesAreRefusedAndTheLastGoodOneServes() {
        answer = table(2, 5);
        client.start();
        awaitVersion(2, 5);
        answer = table(1, 9);
        awaitRefused("older", 1);
        answer = "{\"schema\": 1";
        awaitRefused("malformed", 1);
        answer = "{\"schema\": 1, \"filler\": \"" + "x".repeat(RoutingTable.MAX_WIRE_BYTES) + "\"}";
        awaitRefused("malformed", 3);
        answer = "";
        awaitRefused("malformed", 5);
        assertThat(current.version()).isEqualTo(new TableVersion(2, 5));
        answer = table(2, 6);
        awaitVersion(2, 6);
    }

    @Test
    void compressedTablesAreTakenAndThoseThatGrowTooLargeAreRefused() {
        compressed = true;
        answer = table(1, 5);
        client.start();
        awaitVersion(1, 5);
        answer = "{\"schema\": 1, \"filler\": \"" + "x".repeat(4 * RoutingTable.MAX_WIRE_BYTES) + "\"}";
        awaitRefused("malformed", 1);
        assertThat(current.version()).isEqualTo(new TableVersion(1, 5));
    }

    @Test
    void edgeSaysWhoItIs() {
        answer = table(1, 5);
        client.start();
        awaitVersion(1, 5);
        assertThat(paths).first().isEqualTo("/v1/table?wait=1&origin=us-west-2&edge=edge-0");
    }

    @Test
    void controllerThatFailsIsAskedAgainUntilItAnswers() {
        status = 503;
        client.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.size() >= 3);
        answer = table(1, 1);
        status = 200;
        awaitVersion(1, 1);
    }

    @Test
    void controllerThatDoesNotWaitIsNotAskedInALoop() {
        answer = table(1, 1);
        client.start();
        awaitVersion(1, 1);
        answer = "";
        status = 304;
        int before = asked.size();
        await().during(Duration.ofMillis(800)).atMost(Duration.ofSeconds(5)).until(() -> asked.size() - before < 20);
    }

    @Test
    void refusedTablesAreAskedForMoreAndMoreSeldom() {
        answer = "garbage";
        client.start();
        await().during(Duration.ofMillis(1_500)).atMost(Duration.ofSeconds(5)).until(() -> asked.size() < 12);
    }

    @Test
    void brokenTableOnDiskIsNoReasonNotToStart() throws IOException {
        Files.writeString(folder.resolve("table.json"), "garbage");
        current.load();
        assertThat(current.view()).isNull();
        answer = table(1, 1);
        client.start();
        awaitVersion(1, 1);
    }

    private String token() {
        return switch (bugs.getAndDecrement()) {
            case 2 -> throw new IllegalStateException("a bug");
            case 1 -> throw new AssertionError("a bug");
            default -> token;
        };
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    private void awaitVersion(long epoch, long version) {
        await().atMost(Duration.ofSeconds(15)).until(() -> current.version().equals(new TableVersion(epoch, version)));
    }

    private void awaitRefused(String why, int times) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        registry.counter("meridian.edge.tables", "result", why).count() >= times);
    }

    private CurrentTable table() {
        EdgePlace place = new EdgePlace(
                new OriginId("us-west-2"), new RegionId("us-west-2"), Endpoint.parse("http://up"), Map.of());
        return new CurrentTable(
                place,
                new RegionGates(new CurrentFallback(FallbackSettings.read(null, null, 3))),
                metrics,
                folder.resolve("table.json"));
    }

    private static String table(long epoch, long version) {
        return """
                {"schema": 1, "version": {"epoch": %d, "version": %d}, "decidedAt": "2026-11-24T10:00:00Z",
                 "origins": {"default": {"shares": {"us-west-2": 10000}, "shed": 0}},
                 "regions": {"us-west-2": {"endpoint": "http://us:8080", "kind": "EDGE", "health": "HEALTHY"}}}""".formatted(epoch, version);
    }
}
