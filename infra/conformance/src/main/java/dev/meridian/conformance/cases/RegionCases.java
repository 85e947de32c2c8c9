package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.log.LoggedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A region that cannot be reached costs no request. The first edge's table sends everything to the other region. */
final class RegionCases {
    private static final int ALL = 10_000;
    private static final int REQUESTS = 1_000;

    /** What a region's breaker takes to open, and lets pass in each of its rounds after that. */
    private static final int FAILURES = 5;

    private static final int PROBES = 3;

    private RegionCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                                11,
                                "a region refuses connections (its upstream, then its edge): the next region serves, with the same model",
                                Setup.pair("region-refuses", ALL),
                                RegionCases::refuses)
                        .needs(Need.REGIONS),
                Case.of(
                                12,
                                "a dead region, 1 000 requests: at most 5 connects to it and 3 probes each 30 s, and no request fails",
                                Setup.pair("region-dead", ALL),
                                RegionCases::dead)
                        .needs(Need.REGIONS));
    }

    private static void refuses(Stage stage) throws IOException, InterruptedException {
        Expect.equal("the region before", Upstream.EU, stage.ask(Ask.unary()).header("x-meridian-region"));
        stage.upstream().refuse(Upstream.EU);
        servedByTheOther(stage, "with an upstream that refuses");
        stage.upstream().accept(Upstream.EU);
        stage.edges().edge(Upstream.EU).kill();
        servedByTheOther(stage, "with an edge that refuses");
    }

    private static void servedByTheOther(Stage stage, String what) throws IOException {
        stage.upstream().forget();
        Answer answer = stage.ask(Ask.unary());
        Expect.that(answer.status() == 200, "200 " + what, answer);
        Expect.equal("the region " + what, Upstream.US, answer.header("x-meridian-region"));
        List<LoggedRequest> calls = stage.upstream().calls();
        Expect.that(
                calls.size() == 1
                        && calls.getFirst().region().equals(Upstream.US)
                        && Ask.FIRST.equals(calls.getFirst().model()),
                "one upstream call " + what + ", in us-west-2, for the same model",
                calls.stream().map(call -> call.region() + " " + call.model()).toList());
    }

    private static void dead(Stage stage) throws IOException, InterruptedException {
        stage.edges().edge(Upstream.EU).kill();
        long began = System.nanoTime();
        try (ResettingServer region =
                        ResettingServer.at(stage.edges().address(Upstream.EU).getPort());
                Client client = stage.connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                Answer answer = client.send(Ask.unary().http(stage.key())).answer();
                Expect.that(answer.status() == 200, "200 for request " + (i + 1), answer);
            }
            long rounds = Duration.ofNanos(System.nanoTime() - began).toSeconds() / 30;
            Expect.that(region.connects() > 0, "the dead region to be tried at all", region.connects());
            Expect.that(
                    region.connects() <= FAILURES + PROBES * rounds,
                    "at most " + (FAILURES + PROBES * rounds) + " connects to the dead region",
                    region.connects());
        }
    }
}
