package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that are slow on purpose. */
final class SlowlorisCases {
    private static final int SLOW_CLIENTS = 20;
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(100);
    /** Requests of others while the slow ones are connected: as many as there is time for, up to the first number. */
    private static final int OTHERS = 50;

    private static final int LEAST = 5;

    private SlowlorisCases() {}

    static List<Case> all() {
        return List.of(Case.of(
                32,
                "20 heads that drip and 20 bodies that stop: 408 each, and other requests are served meanwhile",
                Setup.SHORT,
                SlowlorisCases::slow));
    }

    private static void slow(Stage stage) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                statuses.add(threads.submit(() -> drippingHead(stage)));
                statuses.add(threads.submit(() -> stoppingBody(stage)));
            }
            int served = 0;
            while (served < OTHERS && statuses.stream().noneMatch(Future::isDone)) {
                Answer other = stage.ask(Ask.unary());
                Expect.that(other.status() == 200, "200 for others", other);
                served++;
            }
            Expect.that(served >= LEAST, "others to be served while slow clients are connected", served + " were");
            for (Future<Integer> status : statuses) {
                Expect.equal("a slow client's status", 408, AtOnce.result(status));
            }
        }
        Expect.that(
                stage.upstream().calls().size() <= OTHERS,
                "no upstream call for a slow client",
                stage.upstream().calls().size() + " calls for at most " + OTHERS + " others");
    }

    private static int drippingHead(Stage stage) throws Exception {
        try (Client client = stage.connect()) {
            String head = Ask.unary().head("Authorization: Bearer " + stage.key());
            long deadline = System.nanoTime()
                    + stage.limits().headTimeout().multipliedBy(2).toNanos();
            for (int i = 0; System.nanoTime() - deadline < 0 && i < head.length(); i++) {
                try {
                    client.send(head.substring(i, i + 1));
                } catch (IOException _) {
                    break; // it was refused and the connection closed
                }
                if (client.hasAnswerWithin(BETWEEN_BYTES)) {
                    break;
                }
            }
            return client.answer().status();
        }
    }

    private static int stoppingBody(Stage stage) throws Exception {
        try (Client client = stage.connect()) {
            String request = new String(Ask.unary().http(stage.key()), StandardCharsets.US_ASCII);
            client.send(request.substring(0, request.length() - 10));
            Waiting.pause(BETWEEN_BYTES);
            return client.answer().status();
        }
    }
}
