package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.simulator.fault.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A region that goes away for a minute, and an upstream that fails everywhere. */
final class OutageCases {
    private static final int ALL = 10_000;
    private static final int HALF = 5_000;
    private static final Duration AWAY = Duration.ofSeconds(60);

    /** A breaker's 30 s, which may have begun just before the region came back, and some time to be noticed. */
    private static final Duration BACK = Duration.ofSeconds(35);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(100);
    private static final int IN_A_ROW = 20;

    private static final int CLIENTS = 50;
    private static final int REQUESTS_EACH = 20;
    private static final double AMPLIFICATION = 1.2;

    private OutageCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                                42,
                                "a region flaps, away for 60 s: no request fails, and it serves again within the breaker's 30 s",
                                Setup.pair("flap", ALL),
                                OutageCases::flap)
                        .needs(Need.REGIONS)
                        .inBackground(),
                Case.of(
                        43,
                        "503 everywhere for 1 000 requests, 50 at once: at most 1.2 upstream calls a request",
                        Setup.pair("outage", HALF),
                        OutageCases::outage));
    }

    private static void flap(Stage stage) throws IOException, InterruptedException {
        Expect.equal("the region before", Upstream.EU, region(stage));
        stage.upstream().refuse(Upstream.EU);
        long gone = System.nanoTime();
        while (System.nanoTime() - gone < AWAY.toNanos()) {
            Expect.equal("the region meanwhile", Upstream.US, region(stage));
            Waiting.pause(BETWEEN_REQUESTS);
        }
        stage.upstream().accept(Upstream.EU);
        long back = System.nanoTime();
        int inARow = 0;
        while (inARow < IN_A_ROW) {
            inARow = region(stage).equals(Upstream.EU) ? inARow + 1 : 0;
            Duration since = Duration.ofNanos(System.nanoTime() - back);
            Expect.that(
                    inARow > 0 || since.compareTo(BACK) < 0,
                    "the region to serve again within " + BACK.toSeconds() + " s",
                    "another one still");
            Waiting.pause(BETWEEN_REQUESTS);
        }
    }

    private static String region(Stage stage) throws IOException {
        Answer answer = stage.ask(Ask.unary());
        Expect.that(answer.status() == 200, "200 all the time", answer);
        return answer.header("x-meridian-region");
    }

    private static void outage(Stage stage) throws InterruptedException {
        stage.upstream().fault(Status.of(503));
        List<Integer> failures = AtOnce.all(CLIENTS, _ -> {
            for (int i = 0; i < REQUESTS_EACH; i++) {
                Answer answer = stage.ask(Ask.unary());
                Expect.that(answer.status() == 502 || answer.status() == 503, "502 or 503 in an outage", answer);
                Expect.that(!answer.error("message").isEmpty(), "an error in OpenAI's form", answer);
            }
            return REQUESTS_EACH;
        });
        int requests = failures.stream().mapToInt(Integer::intValue).sum();
        int calls = stage.upstream().calls().size();
        Expect.that(calls > 0, "the upstream to be tried at all", calls);
        Expect.that(
                calls <= requests * AMPLIFICATION,
                "at most " + Math.round(requests * AMPLIFICATION) + " upstream calls for " + requests + " requests",
                calls);
    }
}
