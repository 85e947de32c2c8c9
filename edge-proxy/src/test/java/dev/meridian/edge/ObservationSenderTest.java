package dev.meridian.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meridian.edge.call.ControllerAccess;
import dev.meridian.edge.observe.ObservationSender;
import dev.meridian.edge.observe.TrafficRecorder;
import dev.meridian.fixtures.Ports;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a controller that answers what it is told to, or is not there. */
@SuppressWarnings("NullAway.Init")
class ObservationSenderTest {
    private static final String TOKEN = "canary-controller-token-5e07";
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final RegionId US = new RegionId("us-west-2");

    private final JsonMapper json = JsonMapper.builder().build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<JsonNode> observations = new CopyOnWriteArrayList<>();
    private final List<@Nullable String> credentials = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong shed = new AtomicLong();
    private final Map<RegionId, TrafficRecorder> traffic = new TreeMap<>(Map.of(US, new TrafficRecorder()));
    private volatile int status = 204;
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);

    private LeakGuard logs;
    private HttpServer controller;
    private ObservationSender sender;

    @BeforeEach
    void start() throws IOException {
        logs = new LeakGuard();
        controller = controller(0);
        sender = sender(url());
    }

    @AfterEach
    void stop() {
        sender.stop();
        mayAnswer.countDown();
        controller.stop(0);
        threads.shutdownNow();
        assertThat(logs.log()).doesNotContain(TOKEN);
        logs.close();
    }

    @Test
    void everyObservationHasTheNextNumberOfItsBoot() {
        sender.start();
        awaitObservations(4);
        JsonNode first = observations.getFirst();
        for (int i = 0; i < 4; i++) {
            JsonNode from = observations.get(i).path("sender");
            assertThat(from.path("sequence").asLong()).isEqualTo(i + 1);
            assertThat(from.path("name").asString()).isEqualTo("edge-us-0");
            assertThat(from.path("bootId")).isEqualTo(first.path("sender").path("bootId"));
        }
        assertThat(first.path("origin").asString()).isEqualTo("us-west-2");
        assertThat(first.path("intervalMillis").asLong()).isGreaterThanOrEqualTo(INTERVAL.toMillis());
        assertThat(first.path("table").path("version").asLong()).isEqualTo(7);
        assertThat(credentials).containsOnly("Bearer " + TOKEN);
    }

    @Test
    void whatWasShedIsToldOnce() {
        shed.set(12);
        sender.start();
        awaitObservations(2);
        assertThat(observations.get(0).path("shed").asLong()).isEqualTo(12);
        assertThat(observations.get(1).path("shed").asLong()).isZero();
    }

    @Test
    void intervalIsTheTimeInWhichTheCountsWereMade() {
        long begun = System.nanoTime();
        mayAnswer = new CountDownLatch(1);
        sender.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.get() == 1);
        long stalled = System.nanoTime();
        await().during(Duration.ofMillis(500)).until(() -> asked.get() == 1);
        long resumed = System.nanoTime();
        mayAnswer.countDown();
        awaitObservations(2);
        long total = observations.stream()
                .limit(2)
                .mapToLong(seen -> seen.path("intervalMillis").asLong())
                .sum();
        assertThat(observations.get(1).path("intervalMillis").asLong())
                .as("with the time for which the first call stalled")
                .isGreaterThanOrEqualTo(Duration.ofNanos(resumed - stalled).toMillis());
        assertThat(total)
                .isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    @Test
    void newStartIsANewBoot() {
        sender.start();
        awaitObservations(1);
        sender.stop();
        int before = observations.size();
        sender = sender(url());
        sender.start();
        awaitObservations(before + 1);
        JsonNode last = observations.getLast().path("sender");
        assertThat(last.path("bootId"))
                .isNotEqualTo(observations.getFirst().path("sender").path("bootId"));
    }

    @Test
    void whatWasCountedIsToldOnce() {
        us().request();
        us().request();
        us().answered(Duration.ofMillis(3).toNanos());
        us().modelFault();
        sender.start();
        awaitObservations(3);
        us().request();
        int before = observations.size();
        awaitObservations(before + 2);
        JsonNode first = observations.getFirst().path("regions").path("us-west-2");
        assertThat(first.path("requests").asLong()).isEqualTo(2);
        assertThat(first.path("attempts").asLong()).isEqualTo(2);
        assertThat(first.path("modelFaults").asLong()).isEqualTo(1);
        assertThat(first.path("firstContentMicros")).hasSize(1);
        assertThat(total("requests")).isEqualTo(3);
        assertThat(total("attempts")).isEqualTo(2);
        assertThat(total("modelFaults")).isEqualTo(1);
    }

    @Test
    void whatRunsIsToldUntilItHasEnded() {
        us().enter();
        us().enter();
        sender.start();
        awaitObservations(2);
        us().leave();
        int before = observations.size();
        awaitObservations(before + 2);
        us().leave();
        int then = observations.size();
        awaitObservations(then + 2);
        assertThat(observations.get(1).path("running").path("us-west-2").asLong())
                .isEqualTo(2);
        assertThat(observations
                        .get(before + 1)
                        .path("running")
                        .path("us-west-2")
                        .asLong())
                .isEqualTo(1);
        assertThat(observations.get(then + 1).path("running").path("us-west-2").asLong(-1))
                .isZero();
    }

    @Test
    void whatTheControllerRefusedIsNotToldAgain() {
        status = 503;
        us().request();
        sender.start();
        awaitObservations(1);
        us().regionFault();
        status = 204;
        awaitObservations(observations.size() + 3);
        assertThat(total("requests")).isEqualTo(1);
        assertThat(total("regionFaults")).isEqualTo(1);
    }

    @Test
    void regionsThatHaveLeftAreNotToldOfWhereThereAreTooMany() {
        for (int i = 0; i < RegionId.MAX_REGIONS; i++) {
            traffic.put(new RegionId("gone-" + i), new TrafficRecorder());
        }
        us().request();
        sender.start();
        awaitObservations(1);
        JsonNode observation = observations.getFirst();
        assertThat(observation.path("regions").propertyNames()).containsExactly("us-west-2");
        assertThat(observation.path("running"))
                .as("an idle edge says so")
                .hasSize(RegionId.MAX_REGIONS)
                .containsOnly(json.getNodeFactory().numberNode(0));
    }

    @Test
    void withoutAControllerNothingIsSentOrDrained() {
        AtomicInteger looks = new AtomicInteger();
        ObservationSender silent = new ObservationSender(
                "edge-us-0", new OriginId("us-west-2"), INTERVAL, null, () -> TableVersion.NONE, () -> 0, () -> {
                    looks.incrementAndGet();
                    return traffic;
                });
        us().request();
        silent.start();
        assertThat(silent.isRunning()).isFalse();
        await().during(INTERVAL.multipliedBy(6))
                .atMost(Duration.ofSeconds(5))
                .until(() -> looks.get() == 0 && asked.get() == 0);
        silent.stop();
        assertThat(us().drain().requests()).isEqualTo(1);
    }

    @Test
    void deadControllerIsAskedOnceAnIntervalUntilItComes() throws IOException {
        int port = Ports.draw();
        sender.stop();
        sender = sender(Endpoint.parse("http://127.0.0.1:" + port));
        long begun = System.nanoTime();
        sender.start();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> logs.log().contains("observations are not taken: ConnectException"));
        controller.stop(0);
        controller = controller(port);
        awaitObservations(1);
        long intervals = (System.nanoTime() - begun) / INTERVAL.toNanos();
        assertThat(observations.getFirst().path("sender").path("sequence").asLong())
                .as("with the attempts at the dead one")
                .isBetween(2L, intervals);
        await().atMost(Duration.ofSeconds(10)).until(() -> logs.log().contains("observations are taken again"));
        assertThat(logs.log()).containsOnlyOnce("observations are not taken");
    }

    @Test
    void controllerThatStallsIsNotAskedBesideItsRunningCallAndNotWaitedForEver() {
        mayAnswer = new CountDownLatch(1);
        sender.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.get() == 1);
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> asked.get() == 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> asked.get() >= 2);
        assertThat(logs.log()).containsOnlyOnce("observations are not taken: HttpTimeoutException");
        mayAnswer.countDown();
        await().atMost(Duration.ofSeconds(20)).until(() -> logs.log().contains("observations are taken again"));
    }

    @Test
    void refusedCredentialIsLoggedOnce() {
        status = 401;
        sender.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> asked.get() >= 5);
        assertThat(logs.log()).containsOnlyOnce("observations are not taken: the controller answered 401");
        status = 204;
        await().atMost(Duration.ofSeconds(10)).until(() -> logs.log().contains("observations are taken again"));
    }

    @Test
    void bugsCostOneObservationEach() {
        AtomicInteger looks = new AtomicInteger();
        sender.stop();
        sender = new ObservationSender(
                "edge-us-0",
                new OriginId("us-west-2"),
                INTERVAL,
                access(url()),
                () -> TableVersion.NONE,
                () -> 0,
                () -> switch (looks.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("a bug");
                    case 2 -> throw new AssertionError("a bug");
                    default -> traffic;
                });
        sender.start();
        awaitObservations(1);
        assertThat(logs.log()).containsOnlyOnce("failed by a bug");
    }

    @Test
    void stoppedSenderSendsNothingMore() {
        sender.start();
        awaitObservations(1);
        sender.stop();
        await().atMost(Duration.ofSeconds(5)).until(() -> asked.get() == observations.size());
        int before = asked.get();
        await().during(INTERVAL.multipliedBy(6))
                .atMost(Duration.ofSeconds(5))
                .until(() -> asked.get() <= before + 1); // one may have been on its way
        assertThat(sender.isRunning()).isFalse();
    }

    private ObservationSender sender(Endpoint url) {
        return new ObservationSender(
                "edge-us-0",
                new OriginId("us-west-2"),
                INTERVAL,
                access(url),
                () -> new TableVersion(1, 7),
                () -> shed.getAndSet(0),
                () -> traffic);
    }

    private static ControllerAccess access(Endpoint url) {
        return new ControllerAccess(url, () -> TOKEN, () -> null);
    }

    private HttpServer controller(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/v1/observations", this::take);
        server.start();
        return server;
    }

    private void take(HttpExchange exchange) throws IOException {
        int answer = status;
        asked.incrementAndGet();
        credentials.add(exchange.getRequestHeaders().getFirst("Authorization"));
        JsonNode observation = json.readTree(exchange.getRequestBody().readAllBytes());
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        observations.add(observation);
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    private Endpoint url() {
        return Endpoint.parse("http://127.0.0.1:" + controller.getAddress().getPort());
    }

    private TrafficRecorder us() {
        return traffic.getOrDefault(US, new TrafficRecorder());
    }

    private void awaitObservations(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> observations.size() >= count);
    }

    private long total(String field) {
        return observations.stream()
                .mapToLong(seen ->
                        seen.path("regions").path("us-west-2").path(field).asLong())
                .sum();
    }
}
