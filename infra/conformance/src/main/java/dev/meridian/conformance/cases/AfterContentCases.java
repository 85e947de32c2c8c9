package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Body;
import dev.meridian.conformance.wire.Client;
import dev.meridian.conformance.wire.Events;
import dev.meridian.conformance.wire.Head;
import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.BrokenJson;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.Omit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What fails after a stream's first content is told in the stream, and no other model is tried. */
final class AfterContentCases {
    private static final Duration SLACK = Duration.ofSeconds(1);

    /** An end that needs nothing to be waited for; idle limits begin at 1 s. */
    private static final Duration PROMPT = Duration.ofMillis(500);

    private static final String TOOLS = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look_up\","
            + "\"parameters\":{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\"},"
            + "\"day\":{\"type\":\"string\"}}}}}]";

    private AfterContentCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        17,
                        "reset after 40 tokens: 40 tokens, an error event, no [DONE], no second model",
                        Setup.PLAIN,
                        stage -> broken(stage, Ask.streamed().tokens(80), 40, new BreakOff.Reset(Position.tokens(40)))),
                Case.of(
                        18,
                        "stall after 20 tokens: an error event at the idle limit, and the next call is healthy",
                        Setup.SHORT,
                        AfterContentCases::stall),
                Case.of(
                        19,
                        "a finish reason without [DONE], the connection closed or not: success, and a prompt end",
                        Setup.PLAIN,
                        AfterContentCases::finished),
                Case.of(
                        20,
                        "a clean close with neither finish reason nor [DONE]: an error event",
                        Setup.PLAIN,
                        stage -> broken(
                                stage,
                                Ask.streamed().tokens(12),
                                12,
                                new Omit(Set.of(Frame.Kind.FINISH, Frame.Kind.DONE)))),
                Case.of(
                        21,
                        "an event of broken JSON is forwarded, or ends the stream in an error event",
                        Setup.PLAIN,
                        AfterContentCases::brokenJson),
                Case.of(
                        22,
                        "tool-call deltas, then the connection is cut: an error event, no second model",
                        Setup.PLAIN,
                        stage -> broken(
                                stage,
                                Ask.streamed().prompt("sim:tool").member(TOOLS),
                                2,
                                new BreakOff.Cut(Position.tokens(2), true))));
    }

    /** The stream as far as it came, byte for byte, then one event that says so. */
    private static void broken(Stage stage, Ask ask, int tokens, Fault fault) throws IOException {
        String whole = stage.upstream().direct(ask).text();
        stage.upstream().fault(fault);
        checkBroken(stage, stage.ask(ask), whole, tokens);
    }

    private static void checkBroken(Stage stage, Answer answer, String whole, int tokens) {
        String before = firstEvents(whole, tokens + 1);
        Expect.equal("the status", 200, answer.status());
        Expect.that(answer.text().startsWith(before), "the " + tokens + " tokens that came", answer);
        Events rest = Events.ofText(answer.text().substring(before.length()));
        Expect.that(
                rest.data().size() == 1 && rest.endsInError(),
                "one error event after them, and nothing else",
                rest.data());
        Expect.equal("the upstream calls", 1, stage.upstream().calls().size());
    }

    private static String firstEvents(String stream, int count) {
        int end = 0;
        for (int i = 0; i < count; i++) {
            end = stream.indexOf("\n\n", end) + 2;
        }
        return stream.substring(0, end);
    }

    private static void stall(Stage stage) throws IOException {
        Ask ask = Ask.streamed().tokens(80);
        String whole = stage.upstream().direct(ask).text();
        stage.upstream().fault(new BreakOff.Stall(Position.tokens(20)));
        try (Client client = stage.connect()) {
            Head head = client.send(ask.http(stage.key())).head();
            Body body = client.body(head);
            String tokens = body.readUntil(lastOf(firstEvents(whole, 21)));
            long silentSince = System.nanoTime();
            byte[] rest = body.readAllBytes();
            Duration silent = Duration.ofNanos(System.nanoTime() - silentSince);
            byte[] all = (tokens + new String(rest, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            checkBroken(stage, new Answer(head, all, body.whole()), whole, 20);
            Expect.atLeast("the error", stage.limits().streamIdle().minusMillis(50), silent);
            Expect.atMost("the error", stage.limits().streamIdle().plus(SLACK), silent);
        }
        stage.upstream().heal();
        Answer next = stage.ask(Ask.streamed());
        Expect.that(next.status() == 200 && next.events().done(), "the next call to be whole", next);
    }

    private static String lastOf(String events) {
        return events.substring(events.lastIndexOf("data:"));
    }

    private static void finished(Stage stage) throws IOException {
        Ask ask = Ask.streamed().tokens(8);
        String whole = stage.upstream().direct(ask).text();
        byte[] expected = whole.substring(0, whole.lastIndexOf("data: [DONE]")).getBytes(StandardCharsets.UTF_8);
        Omit omit = new Omit(Set.of(Frame.Kind.DONE));
        for (Fault[] faults : List.of(new Fault[] {omit}, new Fault[] {
            omit, new BreakOff.Cut(Position.tokens(Integer.MAX_VALUE), true)
        })) {
            stage.upstream().heal();
            stage.upstream().forget();
            stage.upstream().fault(faults);
            long began = System.nanoTime();
            Answer answer = stage.ask(ask);
            Expect.that(answer.status() == 200 && answer.whole(), "a stream that ends well", answer);
            Expect.sameBytes("the stream without [DONE]", expected, answer.body());
            Expect.atMost("its end", PROMPT, Duration.ofNanos(System.nanoTime() - began));
            Expect.equal("the upstream calls", 1, stage.upstream().calls().size());
        }
    }

    private static void brokenJson(Stage stage) throws IOException {
        stage.upstream().fault(new BrokenJson(Position.tokens(3)));
        Answer answer = stage.ask(Ask.streamed());
        Events events = answer.events();
        boolean forwarded = events.containing("chatcmpl-broken") == 1 && events.done() && events.errors() == 0;
        boolean ended = events.endsInError() && !events.done();
        Expect.that(answer.status() == 200 && (forwarded || ended), "the event, or an error event at the end", answer);
        Expect.equal("the upstream calls", 1, stage.upstream().calls().size());
    }
}
