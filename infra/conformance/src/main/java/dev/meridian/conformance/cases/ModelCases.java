package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Limits;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.simulator.fault.Delay;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A model that fails is tried once more, then the next one; a breaker keeps away from one that fails for long. */
final class ModelCases {
    private static final int REQUESTS = 60;

    /** The failures that open a breaker, and the probes that may close it. */
    private static final int FAILURES = 5;

    private static final int PROBES = 3;

    private static final Duration OPEN = Duration.ofSeconds(2);

    private ModelCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        9,
                        "one 500: exactly one more call to the same model, which serves",
                        Setup.PLAIN,
                        stage -> once(stage)),
                Case.of(
                        10,
                        "503 for ever: the next model serves, at most 2 calls to the failing one a request, the region's share untouched",
                        Setup.pair("model-down", 5_000),
                        ModelCases::forEver),
                Case.of(
                        39,
                        "a model's breaker opens at the 5th failure, keeps away its time (30 s; 2 s in the edges here), then lets 3 probes pass",
                        Setup.alone("breaker").breakerOpen(OPEN),
                        ModelCases::breaker));
    }

    private static void once(Stage stage) throws IOException {
        stage.upstream().fault(FaultRule.of(Status.of(500)).model(Ask.FIRST).times(1));
        Answer answer = stage.ask(Ask.unary());
        Expect.that(answer.status() == 200, "200", answer);
        Expect.equal(
                "the models called for",
                List.of(Ask.FIRST, Ask.FIRST),
                stage.upstream().models());
    }

    private static void forEver(Stage stage) throws IOException {
        stage.upstream().fault(FaultRule.of(Status.of(503)).model(Ask.FIRST));
        int before = 0;
        int fromEu = 0;
        for (int i = 0; i < REQUESTS; i++) {
            Answer answer = stage.ask(Ask.unary());
            Expect.that(answer.status() == 200, "200 from the next model for request " + (i + 1), answer);
            Expect.equal(
                    "the model in the answer",
                    Ask.SECOND,
                    answer.json().path("model").asString(""));
            int calls = stage.upstream().calls(Ask.FIRST).size();
            Expect.that(calls - before <= 2, "at most 2 calls to the failing model a request", calls - before);
            before = calls;
            fromEu += answer.header("x-meridian-region").equals(Upstream.EU) ? 1 : 0;
        }
        if (stage.isOurs()) {
            // Of 60 draws of a half, 15 to 45 are all but certain (3.9 standard deviations).
            Expect.that(
                    fromEu >= 15 && fromEu <= 45, "about half of 60 answers from eu-west-1, as its share says", fromEu);
            Expect.that(
                    !stage.get("/metrics").text().contains("result=\"region\""),
                    "no attempt to count as a region's fault",
                    "result=\"region\" in /metrics");
        }
    }

    private static void breaker(Stage stage) throws IOException, InterruptedException {
        Limits limits = stage.limits();
        stage.upstream().fault(FaultRule.of(Status.of(503)).model(Ask.FIRST));
        for (int i = 0; i < 2 * FAILURES; i++) {
            servedBySecond(stage, "request " + (i + 1) + " while the first model fails");
        }
        Expect.equal(
                "the calls to the failing model",
                FAILURES,
                stage.upstream().calls(Ask.FIRST).size());
        long opened = stage.upstream().calls(Ask.FIRST).getLast().receivedNanos();
        Waiting.pause(until(opened, limits.breakerOpen().multipliedBy(3).dividedBy(4)));
        servedBySecond(stage, "a request shortly before the breaker's time is over");
        Expect.equal(
                "the calls to it while the breaker is open",
                FAILURES,
                stage.upstream().calls(Ask.FIRST).size());
        Waiting.pause(until(opened, limits.breakerOpen().plusMillis(300)));
        probes(stage);
    }

    /** While the probes are on their way, every other request goes to the next model. */
    private static void probes(Stage stage) throws IOException, InterruptedException {
        stage.upstream().heal();
        stage.upstream().forget();
        stage.upstream()
                .fault(FaultRule.of(new Delay(Duration.ofMillis(700), null)).model(Ask.FIRST));
        List<Answer> answers = AtOnce.all(10, _ -> stage.ask(Ask.unary()));
        answers.forEach(answer -> Expect.that(answer.status() == 200, "200 beside the probes", answer));
        Expect.equal(
                "the calls to the model of 10 requests at once",
                PROBES,
                stage.upstream().calls(Ask.FIRST).size());
        stage.upstream().heal();
        stage.upstream().forget();
        for (int i = 0; i < FAILURES; i++) {
            stage.ask(Ask.unary());
        }
        Expect.equal(
                "the models called for after 3 good probes",
                List.of(Ask.FIRST, Ask.FIRST, Ask.FIRST, Ask.FIRST, Ask.FIRST),
                stage.upstream().models());
    }

    private static void servedBySecond(Stage stage, String what) throws IOException {
        Answer answer = stage.ask(Ask.unary());
        Expect.that(
                answer.status() == 200
                        && Ask.SECOND.equals(answer.json().path("model").asString("")),
                what + " to be served by the next model",
                answer);
    }

    private static Duration until(long sinceNanos, Duration time) {
        return Duration.ofNanos(Math.max(0, sinceNanos + time.toNanos() - System.nanoTime()));
    }
}
