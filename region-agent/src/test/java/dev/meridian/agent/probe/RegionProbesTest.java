package dev.meridian.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.agent.fake.FakeServer;
import dev.meridian.agent.fake.FakeServer.Reply;
import dev.meridian.agent.fake.RefusingPort;
import dev.meridian.agent.fake.SilentServer;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegionProbesTest {
    private static final RegionId US = new RegionId("us-west-2");
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Exchanges exchanges = new Exchanges();
    private final RecordedFindings findings = new RecordedFindings();
    private final AtomicLong clock = new AtomicLong();

    @AfterEach
    void close() {
        exchanges.close();
    }

    @Test
    void readyEdgeSucceedsAndItsRoundTripIsMeasured() throws InterruptedException {
        try (FakeServer edge = FakeServer.start(_ -> Reply.of(200))) {
            run(probes(edges(edge.endpoint()), LONG), 1);

            assertThat(findings.ofEdge(edge.endpoint())).singleElement().isInstanceOf(ProbeOutcome.Measured.class);
            assertThat(edge.requests())
                    .hasSize(2)
                    .allMatch(request -> request.target().equals("/ready"));
            assertThat(edge.connections()).isEqualTo(1);
        }
    }

    @Test
    void edgeThatIsNotReadyFailsWithItsStatus() throws InterruptedException {
        try (FakeServer edge = FakeServer.start(_ -> Reply.of(503))) {
            run(probes(edges(edge.endpoint()), LONG), 1);

            assertThat(findings.ofEdge(edge.endpoint())).containsExactly(new ProbeOutcome.Failed("status 503"));
        }
    }

    @Test
    void redirectIsNotFollowedAndFails() throws InterruptedException {
        try (FakeServer edge = FakeServer.start(_ -> new Reply(302, Map.of("location", "/ok"), ""))) {
            run(probes(edges(edge.endpoint()), LONG), 1);

            assertThat(findings.ofEdge(edge.endpoint())).containsExactly(new ProbeOutcome.Failed("status 302"));
        }
    }

    @Test
    void edgeThatRefusesConnectionsFails() throws InterruptedException {
        Endpoint edge = RefusingPort.find();

        run(probes(edges(edge), LONG), 1);

        assertThat(findings.ofEdge(edge)).containsExactly(new ProbeOutcome.Failed("the connection was refused"));
    }

    @Test
    void silentEdgeFailsAtTheTimeoutAndKeepsNoConnection() throws InterruptedException, IOException {
        try (SilentServer edge = SilentServer.start()) {
            run(probes(edges(edge.endpoint()), SHORT), 5);

            assertThat(findings.ofEdge(edge.endpoint()))
                    .hasSize(5)
                    .allMatch(outcome -> outcome.equals(new ProbeOutcome.Failed("no answer within 100 ms")));
            await().until(() -> edge.open() == 0);
            assertThat(edge.accepted()).isEqualTo(5);
        }
    }

    @Test
    void targetThatHasNotAnsweredYetIsLeftOutOfACycle() throws InterruptedException {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (FakeServer edge = FakeServer.start(_ -> {
            mayAnswer.await();
            return Reply.of(200);
        })) {
            RegionProbes probes = probes(edges(edge.endpoint()), LONG);
            List<Thread> first = probes.cycle();

            assertThat(first).hasSize(1);
            assertThat(probes.cycle()).isEmpty();

            mayAnswer.countDown();
            join(first);
            assertThat(probes.cycle()).hasSize(1);
        }
    }

    @Test
    void slowTargetHoldsNoOtherUp() throws InterruptedException, IOException {
        try (SilentServer slow = SilentServer.start();
                FakeServer edge = FakeServer.start(_ -> Reply.of(200))) {
            RegionProbes probes = probes(edges(slow.endpoint(), edge.endpoint()), LONG);

            probes.cycle();

            await().until(() -> !findings.ofEdge(edge.endpoint()).isEmpty());
            assertThat(findings.ofEdge(slow.endpoint())).isEmpty();
        }
    }

    @Test
    void answerOverTheBodyLimitIsNotReadToItsEnd() throws InterruptedException {
        String endless = "x".repeat(4 * Target.MAX_BODY_BYTES);
        try (FakeServer edge = FakeServer.start(_ -> new Reply(200, Map.of(), endless))) {
            run(probes(edges(edge.endpoint()), LONG), 1);

            assertThat(findings.ofEdge(edge.endpoint())).containsExactly(new ProbeOutcome.Answered());
            assertThat(edge.connections()).isEqualTo(2);
        }
    }

    @Test
    void targetThatClosesEachConnectionCountsWithoutARoundTrip() throws InterruptedException {
        try (FakeServer edge = FakeServer.start(_ -> new Reply(200, Map.of("connection", "close"), "ok"))) {
            run(probes(edges(edge.endpoint()), LONG), 2);

            assertThat(findings.ofEdge(edge.endpoint()))
                    .containsExactly(new ProbeOutcome.Answered(), new ProbeOutcome.Answered());
            assertThat(edge.requests()).hasSize(2);
        }
    }

    @Test
    void regionThatIsAnUpstreamIsAliveWithAnyAnswerBelow500() throws InterruptedException {
        try (FakeServer upstream = FakeServer.start(_ -> Reply.of(401))) {
            RegionProbes probes = probes(List::of, peer(upstream.endpoint(), RegionKind.UPSTREAM), LONG);

            run(probes, 1);
            upstream.answers(_ -> Reply.of(500));
            clock.addAndGet(Duration.ofSeconds(3).toNanos());
            run(probes, 1);

            assertThat(findings.ofPeer(US)).hasSize(2);
            assertThat(findings.ofPeer(US).getFirst()).isInstanceOf(ProbeOutcome.Measured.class);
            assertThat(findings.ofPeer(US).getLast()).isEqualTo(new ProbeOutcome.Failed("status 500"));
            assertThat(upstream.requests()).allMatch(request -> request.target().equals("/models"));
        }
    }

    @Test
    void regionThatIsAnUpstreamIsProbedNoMoreOftenThanItsInterval() throws InterruptedException {
        try (FakeServer upstream = FakeServer.start(_ -> Reply.of(200))) {
            RegionProbes probes = probes(List::of, peer(upstream.endpoint(), RegionKind.UPSTREAM), LONG);

            run(probes, 3);
            assertThat(findings.ofPeer(US)).hasSize(1);

            clock.addAndGet(Duration.ofMillis(2_500).toNanos());
            run(probes, 3);
            assertThat(findings.ofPeer(US)).hasSize(2);
        }
    }

    @Test
    void regionThatIsAnEdgeFailsWithAnythingButReady() throws InterruptedException {
        try (FakeServer edge = FakeServer.start(_ -> Reply.of(404))) {
            run(probes(List::of, peer(edge.endpoint(), RegionKind.EDGE), LONG), 1);

            assertThat(findings.ofPeer(US)).containsExactly(new ProbeOutcome.Failed("status 404"));
        }
    }

    @Test
    void cyclesThatStopAreNotRunning() throws InterruptedException {
        RegionProbes probes = probes(List::of, LONG);
        assertThat(probes.running()).isFalse();

        run(probes, 1);
        assertThat(probes.running()).isTrue();

        clock.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(probes.running()).isFalse();
    }

    @Test
    void thousandCyclesLeakNeitherThreadsNorConnections() throws InterruptedException {
        try (FakeServer edge = FakeServer.start(_ -> new Reply(200, Map.of(), "ok"));
                FakeServer other = FakeServer.start(_ -> Reply.of(200))) {
            Endpoint refusing = RefusingPort.find();
            RegionProbes probes =
                    probes(edges(edge.endpoint(), refusing), peer(other.endpoint(), RegionKind.EDGE), LONG);
            run(probes, 10);
            int threads = Thread.getAllStackTraces().size();

            run(probes, 990);

            assertThat(findings.ofEdge(edge.endpoint())).hasSize(1_000);
            assertThat(findings.ofEdge(refusing)).hasSize(1_000);
            assertThat(findings.ofPeer(US)).hasSize(1_000).allMatch(ProbeOutcome.Measured.class::isInstance);
            assertThat(edge.connections()).isLessThanOrEqualTo(2);
            assertThat(other.connections()).isLessThanOrEqualTo(2);
            assertThat(Thread.getAllStackTraces().size()).isLessThan(threads + 10);
        }
    }

    private RegionProbes probes(EdgeDirectory edges, Duration timeout) {
        return probes(edges, Collections::emptySortedMap, timeout);
    }

    private RegionProbes probes(EdgeDirectory edges, PeerDirectory peers, Duration timeout) {
        ProbeSchedule schedule = new ProbeSchedule(Duration.ofSeconds(1), timeout, Duration.ofMillis(2_500));
        return new RegionProbes(edges, peers, findings, exchanges, schedule, new Jitter(new Random(1)), clock::get);
    }

    private static EdgeDirectory edges(Endpoint... edges) {
        return () -> List.of(edges);
    }

    private static PeerDirectory peer(Endpoint endpoint, RegionKind kind) {
        return () -> new TreeMap<>(Map.of(US, new RegionSpec(endpoint, kind)));
    }

    private static void run(RegionProbes probes, int cycles) throws InterruptedException {
        for (int i = 0; i < cycles; i++) {
            join(probes.cycle());
        }
    }

    private static void join(List<Thread> probes) throws InterruptedException {
        for (Thread probe : probes) {
            probe.join();
        }
    }
}
