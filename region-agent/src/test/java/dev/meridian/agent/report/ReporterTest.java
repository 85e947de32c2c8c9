package dev.meridian.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.agent.fake.FakeServer;
import dev.meridian.agent.fake.FakeServer.Reply;
import dev.meridian.agent.fake.SilentServer;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.http.Token;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.agent.summary.RegionSummary;
import dev.meridian.agent.summary.StateLifetimes;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ClusterReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ReporterTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Reply PROBLEM = new Reply(
            400, Map.of("content-type", "application/problem+json"), "{\"detail\": \"edgesReady 9\\nis big\"}");

    private final Exchanges exchanges = new Exchanges();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        exchanges.close();
    }

    @Test
    void reportsOfOneBootCountFromOneAndCarryTheToken() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("token"), "agent-secret\n");
        try (FakeServer controller = FakeServer.start(_ -> Reply.of(204))) {
            Reporter reporter = reporter(controller.endpoint(), Token.ofFile(file));
            reporter.closeInterval();
            closeAndSend(reporter);
            closeAndSend(reporter);

            assertThat(sequences(controller)).containsExactly(1L, 2L);
            FakeServer.Request request = controller.requests().getFirst();
            assertThat(request.method() + " " + request.target()).isEqualTo("POST /v1/reports");
            assertThat(request.header("content-type")).isEqualTo("application/json");
            assertThat(request.header("authorization")).isEqualTo("Bearer agent-secret");
            assertThat(controller.connections()).isEqualTo(1);
            assertThat(count("accepted")).isEqualTo(2);
        }
    }

    @Test
    void changedTokenFileIsUsedWithoutARestart() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("token"), "old");
        try (FakeServer controller = FakeServer.start(_ -> Reply.of(204))) {
            Reporter reporter = reporter(controller.endpoint(), Token.ofFile(file));
            reporter.closeInterval();
            closeAndSend(reporter);
            Files.writeString(file, "new");
            closeAndSend(reporter);
            Files.delete(file);
            closeAndSend(reporter);

            assertThat(controller.requests())
                    .extracting(request -> request.header("authorization"))
                    .containsExactly("Bearer old", "Bearer new", "Bearer new");
        }
    }

    @Test
    void deadControllerThatComesBackGetsTheNewestReportOnly() throws InterruptedException {
        FakeServer first = FakeServer.start(_ -> Reply.of(204));
        int port = first.port();
        Reporter reporter = reporter(first.endpoint(), Token.none());
        reporter.closeInterval();
        closeAndSend(reporter);
        first.close();

        closeAndSend(reporter);
        closeAndSend(reporter);
        reporter.closeInterval();
        reporter.closeInterval();

        try (FakeServer back = FakeServer.startOn(port, _ -> Reply.of(204))) {
            reporter.sendNewest();
            assertThat(sequences(back)).containsExactly(5L);
        }
        assertThat(count("dropped")).isEqualTo(3);
        assertThat(meters.counter("meridian.agent.report.failures").count()).isEqualTo(2);
    }

    @Test
    void failedReportIsSentAgainWhileItIsTheNewest() throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> Reply.of(503))) {
            Reporter reporter = reporter(controller.endpoint(), Token.none());
            reporter.closeInterval();
            closeAndSend(reporter);
            controller.answers(_ -> Reply.of(204));
            reporter.sendNewest();

            assertThat(sequences(controller)).containsExactly(1L, 1L);
            assertThat(count("dropped")).isZero();
        }
    }

    @Test
    void reportThatFailsWhileANewerOneWaitsIsDropped() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        try (FakeServer controller = FakeServer.start(_ -> {
            arrived.countDown();
            mayFail.await();
            return Reply.of(500);
        })) {
            Reporter reporter = reporter(controller.endpoint(), Token.none());
            reporter.closeInterval();
            Thread sending = Thread.startVirtualThread(() -> closeAndSendUnchecked(reporter));
            arrived.await();
            reporter.closeInterval();
            mayFail.countDown();
            sending.join();
            controller.answers(_ -> Reply.of(204));
            reporter.sendNewest();

            assertThat(sequences(controller)).containsExactly(1L, 2L);
            assertThat(count("dropped")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 413})
    void refusedReportIsNotSentAgain(int status) throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> new Reply(status, PROBLEM.headers(), PROBLEM.body()))) {
            Reporter reporter = reporter(controller.endpoint(), Token.none());
            reporter.closeInterval();
            closeAndSend(reporter);
            closeAndSend(reporter);

            assertThat(sequences(controller)).containsExactly(1L, 2L);
            assertThat(count("refused")).isEqualTo(2);
        }
    }

    @Test
    void silentControllerIsGivenUpByTheDeadline() throws InterruptedException, IOException {
        try (SilentServer controller = SilentServer.start()) {
            Reporter reporter = reporter(controller.endpoint(), Token.none());
            reporter.closeInterval();

            closeAndSend(reporter);

            assertThat(meters.counter("meridian.agent.report.failures").count()).isEqualTo(1);
        }
    }

    @Test
    void pausesAfterFailuresGrowToTwiceTheIntervalAndNotBeyond() throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> Reply.of(500))) {
            Reporter reporter = reporter(controller.endpoint(), Token.none());
            reporter.closeInterval();
            reporter.closeInterval();
            Duration longest = Duration.ZERO;
            for (int i = 0; i < 200; i++) {
                Duration pause = reporter.sendNewest();
                longest = pause.compareTo(longest) > 0 ? pause : longest;
            }

            assertThat(longest).isBetween(INTERVAL, INTERVAL.multipliedBy(2));
        }
    }

    @Test
    void intervalsAreJitteredByATenth() {
        Reporter reporter = reporter(Endpoint.parse("http://127.0.0.1:1"), Token.none());
        for (int i = 0; i < 200; i++) {
            assertThat(reporter.closeInterval()).isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
        }
    }

    private Reporter reporter(Endpoint controller, Token token) {
        RegionSummary summary = new RegionSummary(
                new RegionId("eu-west-1"),
                List::of,
                Collections::emptySortedMap,
                () -> ClusterReport.OUTSIDE,
                new StateLifetimes(INTERVAL, INTERVAL),
                System::nanoTime);
        ReportSender sender = new ReportSender(exchanges, controller, token);
        return new Reporter(summary, "agent-eu-0", "boot", sender, INTERVAL, new Jitter(new Random(7)), meters);
    }

    private double count(String outcome) {
        return meters.counter("meridian.agent.reports", "outcome", outcome).count();
    }

    private static void closeAndSend(Reporter reporter) throws InterruptedException {
        reporter.closeInterval();
        reporter.sendNewest();
    }

    private static void closeAndSendUnchecked(Reporter reporter) {
        try {
            closeAndSend(reporter);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Long> sequences(FakeServer controller) {
        return controller.requests().stream()
                .map(request -> JsonMapper.shared()
                        .readTree(request.body())
                        .path("sender")
                        .path("sequence")
                        .asLong())
                .toList();
    }
}
