package dev.meridian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.catalog.ModelProfile;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.log.LoggedRequest;
import dev.meridian.simulator.log.Outcome;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens on connections, whatever is asked on them. */
final class ConnectionsTest {
    private static final int LIMIT = 50 * 1024 * 1024;

    private final Simulator simulator =
            Simulator.start(SimulatorSettings.onFreePort().withRegion("eu-west-1", 0));
    private final Client client = new Client(simulator.port());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void requestsHaveTheRegionOfTheirPortOrTheirHeader() throws Exception {
        client.chat("gpt-4.1");
        client.post("/v1/chat/completions", Client.chatBody("gpt-4.1", false, 1), "x-sim-region", "us-west-2");
        try (Client eu = new Client(simulator.regions().port("eu-west-1"))) {
            eu.chat("gpt-4.1");
        }

        assertThat(simulator.log().requests())
                .extracting(LoggedRequest::region)
                .containsExactly("default", "us-west-2", "eu-west-1");
    }

    @Test
    void aRefusingRegionRefusesConnectionsUntilItAcceptsAgainOnTheSamePort() throws Exception {
        int port = simulator.regions().port("eu-west-1");
        simulator.regions().refuse("eu-west-1");

        assertThat(simulator.regions().accepts("eu-west-1")).isFalse();
        assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
        assertThat(client.chat("gpt-4.1").statusCode()).isEqualTo(200);

        simulator.regions().accept("eu-west-1");
        try (Client eu = new Client(port)) {
            assertThat(eu.chat("gpt-4.1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRefusingRegionResetsItsConnectionsAndTheLogSaysSo() throws Exception {
        simulator.faults().add(new BreakOff.Stall(Position.HEAD));
        try (RawClient eu = new RawClient(simulator.regions().port("eu-west-1"))) {
            eu.chat(true, 3).readThrough("\r\n\r\n");
            simulator.regions().refuse("eu-west-1");
            assertThat(eu.readAll().end()).isEqualTo(RawClient.End.RESET);
        }
        await().until(() -> simulator.log().latest(1).getFirst().outcome() == Outcome.DROPPED);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        String body = Client.chatBody("gpt-4.1", false, 2);
        String request = "POST /v1/chat/completions HTTP/1.1\r\nauthorization: Bearer sim-key\r\ncontent-length: "
                + body.length() + "\r\n\r\n" + body;
        String last = "GET /v1/models/gpt-4.1 HTTP/1.1\r\nauthorization: Bearer sim-key\r\nconnection: close\r\n\r\n";
        try (RawClient raw = new RawClient(simulator.port())) {
            RawClient.Reading reading = raw.send(request + request + last).readAll();

            assertThat(reading.end()).isEqualTo(RawClient.End.CLOSED);
            assertThat(reading.text())
                    .containsSubsequence("req_1\r\n", "chat.completion", "req_2\r\n", "chat.completion", "req_3\r\n")
                    .endsWith("}}");
        }
    }

    @Test
    void aClientThatPipelinesTooMuchIsCutOff() throws Exception {
        simulator.faults().add(new BreakOff.Stall(null));
        try (RawClient raw = new RawClient(simulator.port())) {
            raw.send("GET /v1/models HTTP/1.1\r\n\r\n".repeat(70));

            assertThat(raw.readAll().end()).isNotEqualTo(RawClient.End.SILENT);
        }
    }

    @Test
    void whoHasTheWholeAnswerFindsItInTheLog() throws Exception {
        try (RawClient raw = new RawClient(simulator.port())) {
            for (int i = 0; i < 500; i++) {
                raw.chat(true, 2).readThrough("0\r\n\r\n");
                assertThat(simulator.log().latest(1).getFirst().outcome()).isEqualTo(Outcome.ANSWERED);
            }
        }
    }

    @Test
    void expectContinueIsAnswered() throws Exception {
        String body = Client.chatBody("gpt-4.1", false, 2);
        try (RawClient raw = new RawClient(simulator.port())) {
            raw.send("POST /v1/chat/completions HTTP/1.1\r\nauthorization: Bearer sim-key\r\n"
                    + "expect: 100-continue\r\nconnection: close\r\ncontent-length: " + body.length() + "\r\n\r\n");
            raw.readThrough("HTTP/1.1 100 Continue\r\n\r\n");

            assertThat(raw.send(body).readAll().text()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void malformedHttpIsRefused() throws Exception {
        try (RawClient raw = new RawClient(simulator.port())) {
            assertThat(raw.send("NOT HTTP AT ALL\r\n\r\n").readAll().text()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherDeclaredOrNot() throws Exception {
        try (RawClient declared = new RawClient(simulator.port())) {
            declared.send("POST /v1/chat/completions HTTP/1.1\r\ncontent-length: " + (LIMIT + 1) + "\r\n\r\n");
            assertThat(declared.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        }
        try (RawClient chunked = new RawClient(simulator.port())) {
            chunked.send("POST /v1/chat/completions HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n");
            String megabyte = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
            for (int i = 0; i < 51; i++) {
                chunked.send(megabyte);
            }
            assertThat(chunked.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aLargeBodyArrivesIntact() throws Exception {
        String text = "größer ".repeat(2_500_000);
        String body = "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
        HttpResponse<String> response = client.post("/v1/chat/completions", body);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);

        assertThat(response.statusCode()).isEqualTo(200);
        LoggedRequest request = simulator.log().latest(1).getFirst();
        assertThat(request.bodyBytes()).isEqualTo(bytes.length).isGreaterThan(20_000_000);
        assertThat(request.bodySha256()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void anAbandonedUploadIsCounted() throws Exception {
        try (RawClient raw = new RawClient(simulator.port())) {
            raw.send("POST /v1/chat/completions HTTP/1.1\r\ncontent-length: 100\r\n\r\n{");
        }
        await().until(() -> simulator.log().stats().view().abandonedUploads() == 1);
    }

    @Test
    void aSlowReaderHoldsAFastStreamBack() throws Exception {
        int tokens = ModelProfile.MAX_ANSWER_TOKENS;
        try (RawClient slow = new RawClient(simulator.port(), 4 * 1024)) {
            slow.chat(true, tokens).readThrough("\r\n\r\n");
            client.chat("gpt-4.1");
            LoggedRequest stream = simulator.log().requests().getFirst();
            assertThat(stream.outcome()).isEqualTo(Outcome.OPEN);
            assertThat(stream.sentBytes()).isLessThan(200L * tokens);

            slow.readThrough("0\r\n\r\n");
            await().until(() -> simulator.log().requests().getFirst().outcome() == Outcome.ANSWERED);
        }
        assertThat(simulator.log().requests().getFirst().sentBytes()).isGreaterThan(200L * tokens);
    }

    @Test
    void aModelsPaceIsKept() throws Exception {
        simulator.models().put(ModelProfile.of("slow", 1.0).withPace(Duration.ofMillis(30), 100));
        client.stream("slow", 4);
        client.chat("slow");

        List<LoggedRequest> requests = simulator.log().requests();
        assertThat(requests).allSatisfy(request -> {
            long ended = request.endedNanos() == null ? 0 : request.endedNanos();
            assertThat(ended - request.completeNanos())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(60).toNanos());
        });
    }

    @Test
    void openConnectionsAndStreamsAreCounted() throws Exception {
        simulator.faults().add(new BreakOff.Stall(Position.HEAD));
        try (RawClient raw = new RawClient(simulator.port())) {
            raw.chat(true, 3).readThrough("\r\n\r\n");
            assertThat(simulator.log().stats().view().openStreams()).isEqualTo(1);
            assertThat(simulator.log().stats().view().openConnections()).isEqualTo(1);
        }
        await().until(() -> simulator.log().stats().view().openConnections() == 0);
        assertThat(simulator.log().stats().view().openStreams()).isZero();
    }
}
