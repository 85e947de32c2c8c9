package dev.meridian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.BrokenJson;
import dev.meridian.simulator.fault.Comments;
import dev.meridian.simulator.fault.Delay;
import dev.meridian.simulator.fault.ErrorEvent;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Fragment;
import dev.meridian.simulator.fault.Gzip;
import dev.meridian.simulator.fault.LineEnds;
import dev.meridian.simulator.fault.Omit;
import dev.meridian.simulator.fault.Pace;
import dev.meridian.simulator.fault.RateLimit;
import dev.meridian.simulator.fault.Raw;
import dev.meridian.simulator.fault.SetHeader;
import dev.meridian.simulator.fault.Split;
import dev.meridian.simulator.fault.Status;
import dev.meridian.simulator.log.LoggedRequest;
import dev.meridian.simulator.log.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of fault, as the client sees its bytes. */
final class FaultsOnTheWireTest {
    /** What must not come is waited for this long; waiting less could only miss a failure. */
    private static final int SILENCE_MILLIS = 300;

    private final Simulator simulator = Simulator.start(SimulatorSettings.onFreePort());
    private final Client client = new Client(simulator.port());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 408, 422, 429, 500, 502, 503, 504, 529})
    void aStatusComesWithOpenAisError(int status) throws Exception {
        simulator.faults().add(Status.of(status));
        HttpResponse<String> response = client.chat("gpt-4.1");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Client.json(response).at("/error/message").asString()).isNotEmpty();
        assertThat(Client.json(response).at("/error/type").asString()).isNotEmpty();
    }

    @Test
    void aStatusComesWithItsOwnBodyAndHeaders() throws Exception {
        simulator
                .faults()
                .add(new Status(
                        503, "<html>no</html>", Map.of("content-type", "text/html", "x-meridian-fault", "region")));
        HttpResponse<String> response = client.chat("gpt-4.1");

        assertThat(response.body()).isEqualTo("<html>no</html>");
        assertThat(response.headers().firstValue("content-type")).contains("text/html");
        assertThat(response.headers().firstValue("x-meridian-fault")).contains("region");
    }

    @Test
    void aRateLimitSaysWhenInEveryForm() throws Exception {
        Duration wait = Duration.ofMillis(1_200);

        assertThat(limited(RateLimit.Form.NONE, wait).headers().map())
                .doesNotContainKeys("retry-after", "retry-after-ms");
        assertThat(limited(RateLimit.Form.SECONDS, Duration.ofSeconds(7))
                        .headers()
                        .firstValue("retry-after"))
                .contains("7");
        assertThat(limited(RateLimit.Form.MILLIS, wait).headers().firstValue("retry-after-ms"))
                .contains("1200");
        assertThat(limited(RateLimit.Form.BODY, wait).body()).contains("\"retry_after\":1.2");
        assertThat(retryDate(limited(RateLimit.Form.HTTP_DATE, Duration.ofMinutes(5))))
                .isAfter(Instant.now());
        assertThat(retryDate(limited(RateLimit.Form.PAST_DATE, Duration.ofMinutes(5))))
                .isBefore(Instant.now());
    }

    @Test
    void aDelayBeforeTheHeadHoldsTheHeadBack() throws Exception {
        simulator.faults().add(new Delay(Duration.ofMillis(50), null));
        client.chat("gpt-4.1");

        LoggedRequest request = logged();
        assertThat(Objects.requireNonNull(request.headNanos()) - request.completeNanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void aDelayAfterTheHeadLetsTheHeadPass() throws Exception {
        simulator.faults().add(new Delay(null, Duration.ofMinutes(1)));
        try (RawClient raw = new RawClient(simulator.port())) {
            assertThat(raw.chat(true, 3).readThrough("\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(raw.readAll(SILENCE_MILLIS)).isEqualTo(new RawClient.Reading("", RawClient.End.SILENT));
        }
    }

    @Test
    void aPaceSlowsAStreamDown() throws Exception {
        simulator.faults().add(new Pace(Duration.ZERO, 100));
        client.stream("gpt-4.1", 5);

        LoggedRequest request = logged();
        assertThat(Objects.requireNonNull(request.endedNanos()) - request.completeNanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void aResetBeforeTheHeadSendsNothing() throws Exception {
        RawClient.Reading reading = read(new BreakOff.Reset(null), true, 3);

        assertThat(reading).isEqualTo(new RawClient.Reading("", RawClient.End.RESET));
        assertThat(logged().outcome()).isEqualTo(Outcome.RESET);
    }

    @Test
    void aResetAfterTokensSendsThemFirst() throws Exception {
        RawClient.Reading reading = read(new BreakOff.Reset(Position.tokens(40)), true, 100);

        assertThat(reading.end()).isEqualTo(RawClient.End.RESET);
        assertThat(Client.data(reading.text())).hasSize(41);
    }

    @Test
    void aResetAfterBytesSendsExactlyThem() throws Exception {
        assertThat(read(new BreakOff.Reset(Position.bytes(10)), false, 5))
                .isEqualTo(new RawClient.Reading("HTTP/1.1 2", RawClient.End.RESET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1\r\nconnection: close", "HTTP/1.0"})
    void aResetIsOneOnAConnectionThatWouldBeClosedAnyway(String version) throws Exception {
        simulator.faults().add(new BreakOff.Reset(Position.HEAD));
        try (RawClient raw = new RawClient(simulator.port())) {
            raw.send("GET /v1/models " + version + "\r\nauthorization: Bearer sim-key\r\n\r\n");

            assertThat(raw.readAll().end()).isEqualTo(RawClient.End.RESET);
        }
    }

    @Test
    void aCutAfterTokensIsWellFramedAndHasNoEnd() throws Exception {
        simulator.faults().add(new BreakOff.Cut(Position.tokens(3), false));
        String stream = client.stream("gpt-4.1", 9).body();

        assertThat(Client.data(stream)).hasSize(4).noneMatch(data -> data.equals("[DONE]"));
    }

    @Test
    void aBrokenCutClosesWithoutTheLastChunk() throws Exception {
        RawClient.Reading reading = read(new BreakOff.Cut(Position.tokens(3), true), true, 9);

        assertThat(reading.end()).isEqualTo(RawClient.End.CLOSED);
        assertThat(Client.data(reading.text())).hasSize(4);
        assertThat(reading.text()).doesNotEndWith("0\r\n\r\n");
        assertThat(logged().outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void aBrokenCutOfAWholeAnswerPromisesMoreThanItSends() throws Exception {
        RawClient.Reading reading = read(new BreakOff.Cut(Position.tokens(3), true), false, 9);

        assertThat(reading.end()).isEqualTo(RawClient.End.CLOSED);
        assertThat(reading.text().split("\r\n\r\n", -1)[1]).hasSize(12);
    }

    @Test
    void aCutAfterTheHeadIsAnEmptyStream() throws Exception {
        simulator.faults().add(new BreakOff.Cut(Position.HEAD, false));
        HttpResponse<String> response = client.stream("gpt-4.1", 9);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aStallWithoutPositionIsSilence() throws Exception {
        assertThat(silence(new BreakOff.Stall(null), 3)).isEqualTo(new RawClient.Reading("", RawClient.End.SILENT));
    }

    @Test
    void aStallAfterTheHeadIsHeadersThenSilence() throws Exception {
        assertThat(silence(new BreakOff.Stall(Position.HEAD), 3).text())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aStallAfterTokensSendsThemFirst() throws Exception {
        assertThat(Client.data(
                        silence(new BreakOff.Stall(Position.tokens(20)), 50).text()))
                .hasSize(21);
    }

    @Test
    void aClientThatLeavesAStallIsSeen() throws Exception {
        silence(new BreakOff.Stall(Position.HEAD), 3);

        await().until(() -> logged().outcome() == Outcome.CLIENT_CLOSED);
        assertThat(logged().endedNanos()).isNotNull();
    }

    @Test
    void anErrorEventComesFirst() throws Exception {
        simulator.faults().add(new ErrorEvent(null, null));

        assertThat(Client.data(client.stream("gpt-4.1", 9).body()))
                .singleElement()
                .asString()
                .startsWith("{\"error\":{");
    }

    @Test
    void anErrorEventComesAfterTheRole() throws Exception {
        simulator.faults().add(new ErrorEvent(Position.ROLE, "{\"error\":\"x\"}"));
        var data = Client.data(client.stream("gpt-4.1", 9).body());

        assertThat(data).hasSize(2).last().isEqualTo("{\"error\":\"x\"}");
        assertThat(data.getFirst()).contains("\"role\":");
    }

    @Test
    void aStreamEndsWithoutDone() throws Exception {
        simulator.faults().add(new Omit(Set.of(Frame.Kind.DONE)));

        assertThat(client.stream("gpt-4.1", 9).body())
                .contains("\"finish_reason\":\"stop\"")
                .doesNotContain("[DONE]");
    }

    @Test
    void aStreamEndsWithNeitherFinishReasonNorDone() throws Exception {
        simulator.faults().add(new Omit(Set.of(Frame.Kind.DONE, Frame.Kind.FINISH)));

        assertThat(client.stream("gpt-4.1", 9).body())
                .doesNotContain("\"finish_reason\":\"stop\"")
                .doesNotContain("[DONE]");
    }

    @Test
    void aBrokenEventStandsInTheMidstOfAWholeStream() throws Exception {
        simulator.faults().add(new BrokenJson(Position.tokens(2)));
        var data = Client.data(client.stream("gpt-4.1", 4).body());

        assertThat(data).hasSize(8).last().isEqualTo("[DONE]");
        assertThat(data.get(3)).doesNotEndWith("}");
    }

    @Test
    void oneByteFramesAreChunksOfOneByteAndMakeTheSameStream() throws Exception {
        String plain = client.stream("gpt-4.1", 4).body();
        simulator.faults().add(new Fragment(1, null));
        RawClient.Reading reading = silence(4);

        String body = reading.text().substring(reading.text().indexOf("\r\n\r\n") + 4);
        assertThat(body).startsWith("1\r\nd\r\n1\r\na\r\n1\r\nt\r\n");
        assertThat(client.stream("gpt-4.1", 4).body()).isEqualTo(plain);
    }

    @Test
    void charactersAreSplitAndMakeTheSameStream() throws Exception {
        String plain = client.stream("gpt-4.1", 300).body();
        simulator.faults().add(new Split(Split.Place.UTF8, null));
        RawClient.Reading reading = silence(300);

        assertThat(plain).contains("größer");
        assertThat(reading.text()).containsPattern("gr\u00c3\r\n[0-9a-f]+\r\n\u00b6");
        assertThat(client.stream("gpt-4.1", 300).body()).isEqualTo(plain);
    }

    @Test
    void linesEndInCrLfAndAreSplitBetweenTheTwo() throws Exception {
        simulator.faults().add(new LineEnds(LineEnds.End.CRLF), new Split(Split.Place.LINE_END, null));

        assertThat(silence(4).text()).containsPattern("}\r\r\n[0-9a-f]+\r\n\n\r");
        assertThat(client.stream("gpt-4.1", 4).body()).contains("data: [DONE]\r\n\r\n");
    }

    @Test
    void commentsComeBeforeTheFirstEvent() throws Exception {
        simulator.faults().add(new Comments(2, Duration.ofMillis(5)));

        assertThat(client.stream("gpt-4.1", 4).body()).startsWith(": ping\n\n: ping\n\ndata: {");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCompressedBodyIsTheSameBody(boolean stream) throws Exception {
        String body = Client.chatBody("gpt-4.1", stream, 40);
        String plain = client.post("/v1/chat/completions", body).body();
        simulator.faults().add(new Gzip());
        try (RawClient raw = new RawClient(simulator.port())) {
            String head = raw.post("/v1/chat/completions", body).readThrough("\r\n\r\n");
            String framed = raw.readAll(SILENCE_MILLIS).text();

            assertThat(head).contains("content-encoding: gzip\r\n");
            assertThat(gunzip(stream ? unchunk(framed) : framed)).isEqualTo(plain);
        }
    }

    @Test
    void aHeaderIsSetAndTakenAway() throws Exception {
        simulator.faults().add(new SetHeader("x-more", "1"), new SetHeader("content-type", null));
        HttpResponse<String> response = client.chat("gpt-4.1");

        assertThat(response.headers().firstValue("x-more")).contains("1");
        assertThat(response.headers().firstValue("content-type")).isEmpty();
    }

    @Test
    void rawBytesAreSentAsTheyAre() throws Exception {
        assertThat(read(Raw.of("HTTP/9.9 what\r\n"), false, 3))
                .isEqualTo(new RawClient.Reading("HTTP/9.9 what\r\n", RawClient.End.CLOSED));
        simulator.faults().clear();
        assertThat(read(new Raw(null, "AP8=", Ending.Manner.RESET), false, 3))
                .isEqualTo(new RawClient.Reading("\u0000\u00ff", RawClient.End.RESET));
    }

    @Test
    void aConnectionServesOnAfterAWellFramedFault() throws Exception {
        simulator
                .faults()
                .add(FaultRule.of(new BreakOff.Cut(Position.tokens(1), false)).times(1));
        try (RawClient raw = new RawClient(simulator.port())) {
            raw.chat(true, 3).readThrough("0\r\n\r\n");
            assertThat(raw.chat(true, 3).readThrough("0\r\n\r\n")).contains("[DONE]");
        }
    }

    private HttpResponse<String> limited(RateLimit.Form form, Duration wait) throws IOException, InterruptedException {
        simulator.faults().clear();
        simulator.faults().add(new RateLimit(form, wait));
        HttpResponse<String> response = client.chat("gpt-4.1");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(Client.json(response).at("/error/type").asString()).isEqualTo("rate_limit_error");
        return response;
    }

    private static Instant retryDate(HttpResponse<String> response) {
        String date = response.headers().firstValue("retry-after").orElseThrow();
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    }

    private RawClient.Reading read(Fault fault, boolean stream, int tokens) throws IOException {
        simulator.faults().add(fault);
        try (RawClient raw = new RawClient(simulator.port())) {
            return raw.chat(stream, tokens).readAll();
        }
    }

    private RawClient.Reading silence(Fault fault, int tokens) throws IOException {
        simulator.faults().add(fault);
        return silence(tokens);
    }

    private RawClient.Reading silence(int tokens) throws IOException {
        try (RawClient raw = new RawClient(simulator.port())) {
            return raw.chat(true, tokens).readAll(SILENCE_MILLIS);
        }
    }

    private LoggedRequest logged() {
        return simulator.log().latest(1).getFirst();
    }

    private static String unchunk(String chunked) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = chunked.indexOf("\r\n", at);
            int length = Integer.parseInt(chunked.substring(at, lineEnd), 16);
            if (length == 0) {
                return body.toString();
            }
            body.append(chunked, lineEnd + 2, lineEnd + 2 + length);
            at = lineEnd + 2 + length + 2;
        }
    }

    private static String gunzip(String latin1) throws IOException {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
