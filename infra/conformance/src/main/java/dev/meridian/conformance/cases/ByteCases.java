package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Body;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.fault.Fragment;
import dev.meridian.simulator.fault.LineEnds;
import dev.meridian.simulator.fault.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An answer's bytes come through as they are, and when they are. */
final class ByteCases {
    private static final Duration FLUSH = Duration.ofMillis(5);
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(2);

    private ByteCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                                1,
                                "an answer's bytes are the upstream's, and headers say what served it",
                                Setup.PLAIN,
                                stage -> identical(stage))
                        .needs(Need.HEADERS),
                Case.of(
                        2,
                        "a stream split inside UTF-8 sequences and inside CRLFs comes byte for byte",
                        Setup.PLAIN,
                        ByteCases::split),
                Case.of(
                        3,
                        "frames of one byte are flushed within 5 ms each (the median, so that a busy machine does not fail it)",
                        Setup.PLAIN,
                        ByteCases::flushed));
    }

    private static void identical(Stage stage) throws IOException {
        Ask ask = Ask.unary().tokens(40);
        Answer answer = stage.ask(ask.header("X-Request-Id: case-1"));
        Expect.equal("the status", 200, answer.status());
        Expect.sameBytes("the answer", stage.upstream().direct(ask).body(), answer.body());
        Expect.equal("x-meridian-region", "us-west-2", answer.header("x-meridian-region"));
        Expect.equal("x-meridian-model", Ask.FIRST, answer.header("x-meridian-model"));
        Expect.equal("x-meridian-attempts", "1", answer.header("x-meridian-attempts"));
        Expect.equal("x-meridian-table", "1.7", answer.header("x-meridian-table"));
        Expect.equal("x-request-id", "case-1", answer.header("x-request-id"));
        Answer stream = stage.ask(Ask.streamed());
        Expect.sameBytes("the stream", stage.upstream().direct(Ask.streamed()).body(), stream.body());
        Expect.equal("x-meridian-model of the stream", Ask.FIRST, stream.header("x-meridian-model"));
    }

    private static void split(Stage stage) throws IOException {
        Ask ask = Ask.streamed().tokens(200);
        stage.upstream().fault(new Split(Split.Place.UTF8, Duration.ofMillis(1)));
        sameAsDirect(stage, ask, "the stream split inside UTF-8");
        stage.upstream().heal();
        stage.upstream().fault(new LineEnds(LineEnds.End.CRLF), new Split(Split.Place.LINE_END, Duration.ofMillis(1)));
        sameAsDirect(stage, ask, "the stream split inside CRLF");
    }

    private static void sameAsDirect(Stage stage, Ask ask, String what) throws IOException {
        Answer answer = stage.ask(ask);
        Expect.that(answer.status() == 200 && answer.whole(), what + " to be answered 200 and whole", answer);
        Expect.sameBytes(what, stage.upstream().direct(ask).body(), answer.body());
    }

    /**
     * The simulator writes by a schedule that does not drift: every byte of an event but its first is due a pause after
     * the one before. What comes before the second token is held back by right, until there is content.
     */
    private static void flushed(Stage stage) throws IOException, InterruptedException {
        stage.upstream().fault(new Fragment(1, BETWEEN_FRAMES));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Long> arrivals = new ArrayList<>();
        try (Client client = stage.connect()) {
            client.send(Ask.streamed().tokens(5).http(stage.key()));
            Body body = client.body(client.head());
            for (int next = body.read(); next >= 0; next = body.read()) {
                arrivals.add(System.nanoTime());
                bytes.write(next);
            }
        }
        Long began = stage.upstream().awaitEnd(0).headNanos();
        List<Long> late = lateness(bytes.toByteArray(), arrivals, began == null ? 0 : began);
        Expect.that(late.size() > 500, "more than 500 frames after the first content", late.size());
        late.sort(null);
        Expect.atMost("a frame at the client", FLUSH, Duration.ofNanos(late.get(late.size() / 2)));
    }

    private static List<Long> lateness(byte[] bytes, List<Long> arrivals, long began) {
        List<Long> late = new ArrayList<>();
        long due = began;
        int events = 0;
        boolean first = true;
        for (int i = 0; i < bytes.length; i++) {
            due += first ? 0 : BETWEEN_FRAMES.toNanos();
            if (events >= 3) {
                late.add(arrivals.get(i) - due);
            }
            first = i > 0 && bytes[i] == '\n' && bytes[i - 1] == '\n';
            events += first ? 1 : 0;
        }
        return late;
    }
}
