package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Body;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.fault.Pace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Streams that are large, or long. */
final class LongStreamCases {
    private static final int MEGABYTE = 1024 * 1024;
    private static final int STREAM = 200 * MEGABYTE;

    /** Some buffers of two sockets, and what a heap of 128 MB may still fill after it has been warmed up. */
    private static final long GROWTH = 48L * MEGABYTE;

    private static final int RECEIVE_BUFFER = 64 * 1024;
    private static final Duration STALLED = Duration.ofSeconds(1);
    private static final Duration LONGEST_FILLING = Duration.ofSeconds(15);

    /** Beyond the longest time that a gateway gives a whole answer of its own setting, and beyond what others do (60 s). */
    private static final Duration LONG_FOR_OTHERS = Duration.ofSeconds(65);

    private LongStreamCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                                25,
                                "a slow reader of a fast stream of 200 MB: the upstream stalls, resident memory grows by 48 MB at most",
                                Setup.alone("slow-reader"),
                                LongStreamCases::slowReader)
                        .needs(Need.PROCESS),
                Case.of(
                        26,
                        "a stream longer than every other limit survives: only the idle limit applies",
                        Setup.SHORT,
                        LongStreamCases::longStream));
    }

    private static void slowReader(Stage stage) throws Exception {
        URI upstream = stage.upstream().baseUrl(Upstream.US);
        stage.upstream().refuse(Upstream.US);
        try (FloodServer flood = FloodServer.at(upstream.getPort(), STREAM)) {
            readAll(stage, flood, false);
            long before = stage.edges().edge(Upstream.US).residentBytes();
            long most = readAll(stage, flood, true);
            Expect.that(
                    most - before <= GROWTH,
                    "at most " + GROWTH / MEGABYTE + " MB more resident memory",
                    (most - before) / MEGABYTE + " MB more (" + before / MEGABYTE + " before)");
        }
    }

    /** The most memory that was seen meanwhile. */
    private static long readAll(Stage stage, FloodServer flood, boolean slowly) throws Exception {
        try (Client client = Client.slowTo(stage.gateway(), RECEIVE_BUFFER)) {
            Body body =
                    client.body(client.send(Ask.streamed().http(stage.key())).head());
            long most = 0;
            if (slowly) {
                body.readNBytes(MEGABYTE);
                Waiting.until(LONGEST_FILLING, "the upstream to stall", () -> flood.isHeldBackFor(STALLED));
                most = stage.edges().edge(Upstream.US).residentBytes();
                Expect.that(flood.sent() < GROWTH, "less than 48 MB sent by then", flood.sent() / MEGABYTE + " MB");
            }
            long read = slowly ? MEGABYTE : 0;
            byte[] part = new byte[MEGABYTE];
            for (int length = body.readNBytes(part, 0, part.length);
                    length > 0;
                    length = body.readNBytes(part, 0, part.length)) {
                read += length;
                if (slowly && read / MEGABYTE % 10 == 0) {
                    most = Math.max(most, stage.edges().edge(Upstream.US).residentBytes());
                }
            }
            Expect.that(body.whole(), "a whole stream", "it was cut off");
            Expect.equal("the stream's bytes", (long) flood.bytes(), read);
            return most;
        }
    }

    private static void longStream(Stage stage) throws IOException {
        Duration whole = stage.isOurs() ? stage.limits().whole().multipliedBy(2) : LONG_FOR_OTHERS;
        stage.upstream().fault(new Pace(null, 4));
        Ask ask = Ask.streamed().tokens((int) whole.toSeconds() * 4);
        long began = System.nanoTime();
        Answer answer = stage.ask(ask);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Expect.atLeast("the stream's end", whole.minusSeconds(1), took);
        stage.upstream().heal();
        Expect.that(answer.whole(), "a whole stream", answer);
        Expect.sameBytes("the stream", stage.upstream().direct(ask).body(), answer.body());
    }
}
