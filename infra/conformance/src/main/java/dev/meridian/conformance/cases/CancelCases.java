package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Pace;
import dev.meridian.simulator.fault.RateLimit;
import dev.meridian.simulator.log.LoggedRequest;
import dev.meridian.simulator.log.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client that leaves ends what runs for it, and counts for nothing. Times are of one monotonic clock. */
final class CancelCases {
    private static final Duration BOUND = Duration.ofMillis(100);

    /** More than open a breaker, and enough for a median that a busy machine does not move. */
    private static final int CLIENTS = 7;

    /** As long as a gateway waits for a quota. */
    private static final Duration QUOTA = Duration.ofSeconds(2);

    private CancelCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        23,
                        "the client leaves before headers: the upstream call is closed within 100 ms (the median of 7)",
                        Setup.PLAIN,
                        CancelCases::beforeHeaders),
                Case.of(
                        24,
                        "the client leaves mid-stream (closed within 100 ms, the median of 7) or while a quota is waited for (no call more), and no breaker opens",
                        Setup.PLAIN,
                        CancelCases::laterOn));
    }

    private static void beforeHeaders(Stage stage) throws Exception {
        stage.upstream().fault(new BreakOff.Stall(Position.NOTHING));
        medianOf(stage, Ask.streamed(), client -> {});
        stage.upstream().heal();
        servedAtOnce(stage);
    }

    private static void laterOn(Stage stage) throws Exception {
        stage.upstream().fault(new Pace(null, 50));
        medianOf(
                stage,
                Ask.streamed().tokens(1_000),
                client -> client.body(client.head()).readUntil("\"content\":\""));
        stage.upstream().heal();
        servedAtOnce(stage);
        whileWaiting(stage);
    }

    /** What a client does before it leaves. */
    private interface Before {
        void run(Client client) throws IOException;
    }

    private static void medianOf(Stage stage, Ask ask, Before before) throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Client client = stage.connect();
            client.send(ask.http(stage.key()));
            stage.upstream().awaitCall(i);
            before.run(client);
            long left = client.leave();
            LoggedRequest call = stage.upstream().awaitEnd(i);
            Expect.equal("the outcome of the upstream call", Outcome.CLIENT_CLOSED, call.outcome());
            Long ended = call.endedNanos();
            times.add(Duration.ofNanos((ended == null ? Long.MAX_VALUE : ended) - left));
        }
        times.sort(null);
        Expect.atMost("the upstream call to be closed", BOUND, times.get(CLIENTS / 2));
        Expect.equal("the upstream calls", CLIENTS, stage.upstream().calls().size());
    }

    /** After more cancelled calls than failures open a breaker. */
    private static void servedAtOnce(Stage stage) throws IOException {
        stage.upstream().forget();
        Answer answer = stage.ask(Ask.unary());
        Expect.that(answer.status() == 200, "200 after the cancelled calls", answer);
        Expect.equal(
                "the models called for", List.of(Ask.FIRST), stage.upstream().models());
    }

    private static void whileWaiting(Stage stage) throws IOException, InterruptedException {
        stage.upstream().forget();
        stage.upstream()
                .fault(FaultRule.of(new RateLimit(RateLimit.Form.SECONDS, QUOTA))
                        .model(Ask.FIRST)
                        .times(1));
        try (Client client = stage.connect()) {
            client.send(Ask.unary().http(stage.key()));
            stage.upstream().awaitEnd(0);
            Expect.that(
                    !client.hasAnswerWithin(QUOTA.dividedBy(4)), "the quota to be waited for", "an answer before that");
            Expect.equal(
                    "the upstream calls while the quota is waited for",
                    1,
                    stage.upstream().calls().size());
            client.leave();
        }
        Waiting.pause(QUOTA);
        Expect.equal(
                "the upstream calls after the client has left",
                1,
                stage.upstream().calls().size());
        servedAtOnce(stage);
    }
}
