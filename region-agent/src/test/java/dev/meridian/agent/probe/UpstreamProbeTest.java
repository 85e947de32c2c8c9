package dev.meridian.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.agent.fake.FakeServer;
import dev.meridian.agent.fake.FakeServer.Reply;
import dev.meridian.agent.fake.RefusingPort;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.http.Token;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.Reachability;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamProbeTest {
    private final Exchanges exchanges = new Exchanges();
    private final RecordedFindings findings = new RecordedFindings();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        exchanges.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, upstream, , REACHABLE",
        "200, upstream, 0, REACHABLE",
        "401, upstream, 0, REACHABLE",
        "502, upstream, 0, UNKNOWN",
        "200, cache, 0, REACHABLE",
        "200, cache, 15, REACHABLE",
        "200, cache, 16, UNKNOWN",
        "200, cache, , UNKNOWN",
        "200, cache, -1, UNKNOWN",
        "200, cache, soon, UNKNOWN",
        "503, cache, 3, UNKNOWN",
        "200, chain, 0, UNREACHABLE",
        "200, chain, , UNREACHABLE",
        "200, , , UNKNOWN",
        "401, , , UNKNOWN",
        "200, moon, 0, UNKNOWN",
    })
    void answerOfAnEdgeSaysWhetherTheUpstreamIsReachable(
            int status, @Nullable String models, @Nullable String age, Reachability expected) {
        Map<String, List<String>> headers = new HashMap<>();
        if (models != null) {
            headers.put("x-meridian-models", List.of(models));
        }
        if (age != null) {
            headers.put("age", List.of(age));
        }

        assertThat(UpstreamProbe.read(status, HttpHeaders.of(headers, (_, _) -> true)))
                .isEqualTo(expected);
    }

    @Test
    void peerTokenIsPresentedAndNothingElse() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("peer"), "  secret-of-peers\n");
        try (FakeServer edge = FakeServer.start(_ -> models("upstream"))) {
            probe(Token.ofFile(file), edge.endpoint()).run();

            assertThat(findings.ofUpstream()).containsExactly(Reachability.REACHABLE);
            FakeServer.Request request = edge.requests().getFirst();
            assertThat(request.target()).isEqualTo("/v1/models");
            assertThat(request.header("x-meridian-peer")).isEqualTo("secret-of-peers");
            assertThat(request.header("authorization")).isEmpty();
        }
    }

    @Test
    void edgeThatCannotSayGivesWayToTheNext() throws InterruptedException {
        try (FakeServer dumb = FakeServer.start(_ -> Reply.of(401));
                FakeServer edge = FakeServer.start(_ -> models("chain"))) {
            UpstreamProbe probe = probe(Token.none(), RefusingPort.find(), dumb.endpoint(), edge.endpoint());

            probe.run();
            probe.run();

            assertThat(findings.ofUpstream()).containsExactly(Reachability.UNREACHABLE, Reachability.UNREACHABLE);
            assertThat(dumb.requests()).hasSize(1);
            assertThat(edge.requests()).hasSize(2);
        }
    }

    @Test
    void nobodyKnowsWhereNoEdgeAnswers() throws InterruptedException {
        probe(Token.none(), RefusingPort.find(), RefusingPort.find()).run();
        probe(Token.none()).run();

        assertThat(findings.ofUpstream()).containsExactly(Reachability.UNKNOWN, Reachability.UNKNOWN);
    }

    @Test
    void oneRoundAsksABoundedNumberOfEdges() throws InterruptedException {
        try (FakeServer dumb = FakeServer.start(_ -> Reply.of(401))) {
            Endpoint[] edges = new Endpoint[10];
            java.util.Arrays.fill(edges, dumb.endpoint());

            probe(Token.none(), edges).run();

            assertThat(dumb.requests()).hasSize(UpstreamProbe.MAX_ASKED);
        }
    }

    @Test
    void roundsAreNeverCloserThanTheirInterval() throws InterruptedException {
        UpstreamProbe probe = probe(Token.none());
        for (int i = 0; i < 100; i++) {
            assertThat(probe.run()).isBetween(UpstreamProbe.EVERY, UpstreamProbe.EVERY.plusMillis(500));
        }
    }

    private UpstreamProbe probe(Token token, Endpoint... edges) {
        return new UpstreamProbe(
                () -> List.of(edges), findings, exchanges, token, Duration.ofSeconds(20), new Jitter(new Random(1)));
    }

    private static Reply models(String from) {
        return new Reply(200, Map.of("x-meridian-models", from, "age", "0"), "{\"data\": []}");
    }
}
