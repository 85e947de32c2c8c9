package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.simulator.fault.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A gateway that stops, and one whose controller has gone. */
final class LifecycleCases {
    private static final int STREAMS = 100;
    private static final int TOKENS_PER_SECOND = 10;
    private static final int TOKENS = 50;
    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    /** How soon after SIGTERM an edge says that it is not ready; probes come every few seconds. */
    private static final Duration NOT_READY = Duration.ofSeconds(2);

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final int REQUESTS = 100;

    private LifecycleCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                                40,
                                "SIGTERM with 100 streams: /ready answers 503 on new connections, every stream ends in [DONE], exit code 0",
                                Setup.alone("stopping"),
                                LifecycleCases::stopping)
                        .needs(Need.PROCESS),
                Case.of(
                                41,
                                "the controller is killed: the last table serves, after a restart of the edge too",
                                Setup.controlled("controller-down"),
                                LifecycleCases::controllerDown)
                        .needs(Need.PROCESS));
    }

    private static void stopping(Stage stage) throws Exception {
        stage.upstream().fault(new Pace(null, TOKENS_PER_SECOND));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(threads.submit(() -> stage.ask(Ask.streamed().tokens(TOKENS))));
            }
            Waiting.until(LONGEST_START, "100 streams", () -> stage.upstream().openStreams() == STREAMS);
            stage.edges().edge(Upstream.US).askToStop();
            int ready = firstNot200(stage);
            boolean running = stage.upstream().openStreams() > 0;
            int whole = 0;
            for (Future<Answer> stream : streams) {
                Answer answer = AtOnce.result(stream);
                whole += answer.whole() && answer.events().done() ? 1 : 0;
            }
            Expect.equal("the whole streams", STREAMS, whole);
            Expect.that(
                    running && ready == 503, "503 from /ready while streams run", ready == 0 ? "no connection" : ready);
        }
        Expect.equal("the exit code", 0, stage.edges().edge(Upstream.US).exitCode(LONGEST_STOP));
    }

    /** On a new connection each time, as a kubelet asks; 0 where none can be made. */
    private static int firstNot200(Stage stage) throws InterruptedException {
        long deadline = System.nanoTime() + NOT_READY.toNanos();
        int status = 200;
        while (status == 200 && System.nanoTime() - deadline < 0) {
            Waiting.pause(BETWEEN_PROBES);
            status = stage.edges().ready(Upstream.US);
        }
        return status;
    }

    private static void controllerDown(Stage stage) throws IOException, InterruptedException {
        String table = stage.ask(Ask.unary()).header("x-meridian-table");
        stage.edges().controller().kill();
        served(stage, table, "without a controller");
        stage.edges().restart(Upstream.US);
        served(stage, table, "after a restart without a controller");
    }

    private static void served(Stage stage, String table, String when) throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            Answer answer = stage.ask(Ask.unary());
            Expect.that(answer.status() == 200, "200 " + when, answer);
            Expect.equal("the table " + when, table, answer.header("x-meridian-table"));
        }
    }
}
