package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.ErrorEvent;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.RateLimit;
import dev.meridian.simulator.fault.Split;
import dev.meridian.simulator.fault.Status;
import dev.meridian.simulator.log.LoggedRequest;
import dev.meridian.simulator.log.Outcome;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Model fallback and streaming, by one edge with the simulator as its upstream. */
class FailoverTest extends OneEdge {
    @BeforeEach
    void forgetFailures() throws Exception {
        world.restart(EdgeWorld.US);
    }

    @Test
    void unaryAnswerComesThroughByteForByteWithServedByHeaders() throws Exception {
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "X-Request-Id", "mine-1");
        HttpResponse<String> direct = direct(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(direct.body());
        assertThat(header(answer, "x-meridian-region")).isEqualTo("us-west-2");
        assertThat(header(answer, "x-meridian-model")).isEqualTo("gpt-4.1");
        assertThat(header(answer, "x-meridian-attempts")).isEqualTo("1");
        assertThat(header(answer, "x-meridian-table")).isEqualTo("1.7");
        assertThat(header(answer, "x-request-id")).isEqualTo("mine-1");
    }

    @Test
    void streamComesThroughByteForByte() throws Exception {
        world.simulator.faults().add(new Split(Split.Place.UTF8, Duration.ofMillis(1)));
        HttpResponse<String> answer = world.chat(askStream("gpt-4.1"));
        world.simulator.faults().clear();
        assertThat(answer.body()).isEqualTo(direct(askStream("gpt-4.1")).body()).endsWith("data: [DONE]\n\n");
        assertThat(header(answer, "content-type")).startsWith("text/event-stream");
    }

    static Stream<Fault> faultsBeforeContent() {
        return Stream.of(
                Status.of(500),
                Status.of(503),
                Status.of(529),
                new RateLimit(RateLimit.Form.SECONDS, Duration.ofSeconds(30)),
                new ErrorEvent(Position.HEAD, null),
                new ErrorEvent(Position.ROLE, null),
                new BreakOff.Cut(Position.HEAD, false),
                new BreakOff.Cut(Position.ROLE, true),
                new BreakOff.Reset(Position.ROLE),
                new BreakOff.Stall(Position.HEAD),
                new BreakOff.Stall(Position.ROLE));
    }

    @ParameterizedTest
    @MethodSource("faultsBeforeContent")
    void failureBeforeContentMovesAStreamToTheNextModelUnseen(Fault fault) throws Exception {
        world.simulator.faults().add(FaultRule.of(fault).model("gpt-4.1"));
        HttpResponse<String> answer = world.chat(askStream("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(direct(askStream("gemini-2.5-flash")).body());
        assertThat(header(answer, "x-meridian-model")).isEqualTo("gemini-2.5-flash");
        assertThat(header(answer, "x-meridian-attempts"))
                .as("what failed fast was tried twice")
                .isEqualTo(fault instanceof BreakOff.Stall || fault instanceof RateLimit ? "2" : "3");
    }

    @ParameterizedTest
    @MethodSource("faultsBeforeContent")
    void streamOfTheResponsesApiFallsBackToo(Fault fault) throws Exception {
        world.simulator.faults().add(FaultRule.of(fault).model("gpt-4.1"));
        HttpResponse<String> answer = world.http.send(
                world.request("/v1/responses")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"gpt-4.1\",\"stream\":true,\"input\":\"hello\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).containsOnlyOnce("response.created\",").contains("\"type\":\"response.completed\"");
        assertThat(header(answer, "x-meridian-model")).isEqualTo("gemini-2.5-flash");
    }

    @Test
    void responseThatBreaksOffEndsInATypedErrorEvent() throws Exception {
        world.simulator
                .faults()
                .add(FaultRule.of(new BreakOff.Reset(Position.tokens(4))).times(1));
        HttpResponse<String> answer = world.http.send(
                world.request("/v1/responses")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"gpt-4.1\",\"stream\":true,\"input\":\"hello\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body())
                .contains("event: error\ndata: {\"type\":\"error\",\"code\":\"upstream_stream_broken\"")
                .doesNotContain("response.completed");
    }

    static Stream<Fault> unaryFaults() {
        return Stream.of(
                Status.of(500),
                Status.of(503),
                new RateLimit(RateLimit.Form.SECONDS, Duration.ofSeconds(30)),
                new BreakOff.Cut(Position.bytes(200), true),
                new BreakOff.Reset(Position.bytes(200)));
    }

    @ParameterizedTest
    @MethodSource("unaryFaults")
    void failureOfAUnaryAnswerMovesToTheNextModelUnseen(Fault fault) throws Exception {
        world.simulator.faults().add(FaultRule.of(fault).model("gpt-4.1"));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.body()).isEqualTo(direct(ask("gemini-2.5-flash")).body());
        assertThat(header(answer, "x-meridian-model")).isEqualTo("gemini-2.5-flash");
    }

    @Test
    void everyModelFailingIsOneErrorThatSaysWhatWasTried() throws Exception {
        world.simulator.faults().add(Status.of(503));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains("all_models_failed", "gpt-4.1: HTTP 503", "gemini-2.5-flash: HTTP 503", "deepseek-v3.2");
        assertThat(header(answer, "x-should-retry")).isEqualTo("false");
        assertThat(outcomes()).as("one was tried twice").hasSize(4);
    }

    @Test
    void everyModelLimitedIs429() throws Exception {
        world.simulator.faults().add(new RateLimit(RateLimit.Form.SECONDS, Duration.ofSeconds(30)));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("rate_limit_error");
        assertThat(header(answer, "retry-after")).isEqualTo("30");
    }

    @Test
    void clientsOwnErrorComesVerbatimAfterOneAttempt() throws Exception {
        world.simulator.faults().add(Status.of(422));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(outcomes()).hasSize(1);
    }

    @Test
    void refusedCredentialOfTheEdgeIsNotTheClientsAndNotRetried() throws Exception {
        world.simulator.faults().add(Status.of(401));
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_credentials_exhausted");
        assertThat(outcomes()).hasSize(1);
    }

    @Test
    void resetAfterContentEndsInAnErrorEventWithoutDone() throws Exception {
        world.simulator
                .faults()
                .add(FaultRule.of(new BreakOff.Reset(Position.tokens(4))).times(1));
        HttpResponse<String> answer = world.chat(askStream("gpt-4.1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"error\"", "upstream_stream_broken")
                .doesNotContain("[DONE]");
        assertThat(outcomes()).hasSize(1);
    }

    @Test
    void stallAfterContentEndsInAnErrorEventAtTheIdleLimit() throws Exception {
        world.simulator
                .faults()
                .add(FaultRule.of(new BreakOff.Stall(Position.tokens(4))).times(1));
        HttpResponse<String> answer = world.chat(askStream("gpt-4.1"));
        assertThat(answer.body()).contains("upstream_stream_broken").doesNotContain("[DONE]");
        assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(200);
    }

    @Test
    void clientThatLeavesMidStreamEndsTheUpstreamCall() throws Exception {
        world.simulator.faults().add(new BreakOff.Stall(Position.tokens(4)));
        HttpResponse<InputStream> answer = world.http.send(
                world.request("/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(askStream("gpt-4.1")))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.body().read()).isPositive();
        answer.body().close();
        await().atMost(Duration.ofSeconds(5)).until(() -> outcomes().equals(List.of(Outcome.CLIENT_CLOSED)));
        world.awaitQuiet();
        assertThat(world.metrics()).contains("outcome=\"cancelled\"");
    }

    @Test
    void clientInAHurryOpensNoBreakerForOthers() throws Exception {
        world.simulator.faults().add(new BreakOff.Stall(Position.NOTHING));
        for (int i = 0; i < 6; i++) {
            assertThat(world.chat(ask("gpt-4.1"), "x-request-timeout-ms", "150").statusCode())
                    .isEqualTo(504);
        }
        assertThat(world.metrics()).contains("result=\"deadline\"").doesNotContain("result=\"model\"");
        world.simulator.faults().clear();
        assertThat(header(world.chat(ask("gpt-4.1")), "x-meridian-model"))
                .as("of five failures in a row its breaker would be open")
                .isEqualTo("gpt-4.1");
    }

    @Test
    void modelThatHadItsTimeIsToBlameEvenAtTheDeadline() throws Exception {
        world.simulator.faults().add(new BreakOff.Stall(Position.NOTHING));
        assertThat(world.chat(ask("deepseek-v3.2"), "x-request-timeout-ms", "900")
                        .statusCode())
                .isEqualTo(504);
        assertThat(world.metrics())
                .contains(
                        "meridian_edge_attempts_total{model=\"deepseek-v3.2\",region=\"us-west-2\",result=\"model\"} 1.0");
    }

    @Test
    void fallbackStartsAtTheModelThatWasAskedFor() throws Exception {
        world.simulator.faults().add(FaultRule.of(Status.of(503)).model("gemini-2.5-flash"));
        HttpResponse<String> answer = world.chat(ask("gemini-2.5-flash"));
        assertThat(header(answer, "x-meridian-model")).isEqualTo("deepseek-v3.2");
    }

    @Test
    void errorsOfPassedThroughRequestsAreVerbatim() throws Exception {
        world.simulator.faults().add(Status.of(503));
        HttpResponse<String> answer = world.get("/v1/files?limit=3");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(uris()).containsExactly("/v1/files?limit=3");
    }

    @Test
    void unaryAnswerLargerThanWhatIsHeldComesThrough() throws Exception {
        String body = "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"sim:tokens=65536\"}]}";
        String answer = world.chat(body).body();
        assertThat(answer.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(256 * 1024);
        assertThat(answer).isEqualTo(direct(body).body());
    }

    private List<Outcome> outcomes() {
        return world.calls().stream().map(LoggedRequest::outcome).toList();
    }

    private List<String> uris() {
        return world.calls().stream().map(LoggedRequest::uri).toList();
    }

    /** The same request at the simulator itself, without its faults. */
    private HttpResponse<String> direct(String body) throws Exception {
        world.simulator.faults().clear();
        return world.http.send(
                HttpRequest.newBuilder(URI.create(world.simulator.baseUrl() + "/chat/completions"))
                        .header("Authorization", "Bearer " + EdgeWorld.KEY)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
