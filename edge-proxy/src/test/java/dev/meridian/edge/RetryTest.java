package dev.meridian.edge;

import static dev.meridian.edge.EdgeWorld.US;
import static dev.meridian.edge.EdgeWorld.ask;
import static dev.meridian.edge.EdgeWorld.askStream;
import static dev.meridian.edge.EdgeWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.RateLimit;
import dev.meridian.simulator.fault.Status;
import dev.meridian.simulator.log.LoggedRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Repetitions, cooldowns and breakers, by one edge with the simulator as its upstream. */
class RetryTest extends OneEdge {
    @BeforeEach
    void forgetFailures() throws Exception {
        world.restart(US);
    }

    @Test
    void oneFailureIsFollowedByTheSameModelOnce() throws Exception {
        fail(Status.of(500), 1);
        HttpResponse<String> answer = world.chat(ask("gpt-4.1"), "x-meridian-explain", "1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(models()).containsExactly("gpt-4.1", "gpt-4.1");
        assertThat(header(answer, "x-meridian-trail"))
                .matches("us-west-2/gpt-4.1 model \"HTTP 500\" \\d+ms; us-west-2/gpt-4.1 HTTP 200");
    }

    @ParameterizedTest
    @EnumSource(
            value = RateLimit.Form.class,
            names = {"SECONDS", "MILLIS", "BODY"})
    void shortLimitIsWaitedForInWhateverFormItIsTold(RateLimit.Form form) throws Exception {
        fail(new RateLimit(form, Duration.ofSeconds(1)), 1);
        assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(200);
        assertThat(models()).containsExactly("gpt-4.1", "gpt-4.1");
        List<LoggedRequest> calls = world.calls();
        assertThat(calls.get(1).receivedNanos() - calls.get(0).receivedNanos())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void limitThatIsOverIsNotWaitedForAndOneWithoutWordsOnlyAMoment() throws Exception {
        fail(new RateLimit(RateLimit.Form.PAST_DATE, Duration.ofSeconds(30)), 1);
        assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(200);
        fail(new RateLimit(RateLimit.Form.NONE, Duration.ofSeconds(30)), 1);
        assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(200);
        assertThat(models()).containsExactly("gpt-4.1", "gpt-4.1", "gpt-4.1", "gpt-4.1");
    }

    @Test
    void longLimitIsLeftForTheNextModelByThisRequestAndThoseAfterIt() throws Exception {
        fail(new RateLimit(RateLimit.Form.SECONDS, Duration.ofHours(1)), 1);
        assertThat(header(world.chat(ask("gpt-4.1")), "x-meridian-model")).isEqualTo("gemini-2.5-flash");
        assertThat(header(world.chat(ask("gpt-4.1")), "x-meridian-model")).isEqualTo("gemini-2.5-flash");
        assertThat(models()).containsExactly("gpt-4.1", "gemini-2.5-flash", "gemini-2.5-flash");
    }

    @Test
    void streamIsRepeatedToo() throws Exception {
        fail(new BreakOff.Reset(Position.ROLE), 1);
        assertThat(world.chat(askStream("gpt-4.1")).body()).endsWith("data: [DONE]\n\n");
        assertThat(models()).containsExactly("gpt-4.1", "gpt-4.1");
    }

    @Test
    void modelThatGoesOnFailingIsLeftAloneAndItsRegionIsNot() throws Exception {
        fail(Status.of(503), 1_000);
        for (int i = 0; i < 10; i++) {
            assertThat(world.chat(ask("gpt-4.1")).statusCode()).isEqualTo(200);
        }
        assertThat(models().stream().filter("gpt-4.1"::equals)).hasSize(5);
        assertThat(world.metrics()).contains("meridian_edge_attempts_total").doesNotContain("result=\"region\"");
    }

    @Test
    void modelWhoseStreamsBreakOffIsLeftAlone() throws Exception {
        fail(new BreakOff.Cut(Position.tokens(3), false), 1_000);
        for (int i = 0; i < 5; i++) {
            assertThat(world.chat(askStream("gpt-4.1")).body()).contains("upstream_stream_broken");
        }
        assertThat(header(world.chat(askStream("gpt-4.1")), "x-meridian-model")).isEqualTo("gemini-2.5-flash");
        assertThat(world.metrics()).doesNotContain("result=\"region\"");
    }

    @Test
    void fullOutageIsAnsweredAtOnceWithFewUpstreamCalls() throws Exception {
        world.simulator.faults().add(Status.of(503));
        int requests = 200;
        for (int i = 0; i < requests; i++) {
            assertThat(world.chat(ask("gpt-4.1")).statusCode()).isBetween(502, 503);
        }
        assertThat(world.calls()).hasSizeLessThanOrEqualTo(requests * 12 / 10);
    }

    private void fail(Fault fault, int times) {
        world.simulator.faults().add(FaultRule.of(fault).model("gpt-4.1").times(times));
    }

    private List<String> models() {
        return world.calls().stream().map(LoggedRequest::model).toList();
    }
}
