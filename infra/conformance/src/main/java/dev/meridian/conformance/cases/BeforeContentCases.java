package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.ErrorEvent;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.log.LoggedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What fails before a stream's first content is never seen by the client. */
final class BeforeContentCases {
    /** Limits are looked at several times a second, on a machine that does other things too. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private BeforeContentCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        13,
                        "a model accepts and stays silent: one attempt there, failover to the next model at the first-content limit",
                        Setup.SHORT,
                        stage -> silent(stage, Position.NOTHING)),
                Case.of(
                        14,
                        "headers, or headers and a role chunk, then silence: failover to the next model before anything is sent",
                        Setup.SHORT,
                        stage -> {
                            silent(stage, Position.HEAD);
                            stage.settle();
                            silent(stage, Position.ROLE);
                        }),
                Case.of(
                        15,
                        "200 and then an error as first event: failover that the client cannot see",
                        Setup.PLAIN,
                        stage -> failover(stage, new ErrorEvent(Position.HEAD, null))),
                Case.of(
                        16,
                        "a role chunk and then an error: failover, and the client sees one role chunk only",
                        Setup.PLAIN,
                        stage -> failover(stage, new ErrorEvent(Position.ROLE, null))));
    }

    private static void silent(Stage stage, Position after) throws IOException {
        stage.upstream().fault(FaultRule.of(new BreakOff.Stall(after)).model(Ask.FIRST));
        servedBySecond(stage);
        List<LoggedRequest> calls = stage.upstream().calls();
        Expect.equal(
                "the models called for",
                List.of(Ask.FIRST, Ask.SECOND),
                stage.upstream().models());
        Duration waited =
                Duration.ofNanos(calls.get(1).receivedNanos() - calls.getFirst().receivedNanos());
        Expect.atLeast("failover", stage.limits().firstContent().minusMillis(50), waited);
        Expect.atMost("failover", stage.limits().firstContent().plus(SLACK), waited);
    }

    private static void failover(Stage stage, Fault fault) throws IOException {
        stage.upstream().fault(FaultRule.of(fault).model(Ask.FIRST));
        Answer answer = servedBySecond(stage);
        Expect.equal("the role chunks", 1L, answer.events().containing("\"role\":\"assistant\""));
        int calls = stage.upstream().calls(Ask.FIRST).size();
        Expect.that(calls <= 2, "at most 2 calls to the failing model", calls);
    }

    /** Byte for byte, as if nothing else had been tried. */
    private static Answer servedBySecond(Stage stage) throws IOException {
        Answer direct = stage.upstream().direct(Ask.streamed().of(Ask.SECOND));
        Answer answer = stage.ask(Ask.streamed());
        Expect.that(answer.status() == 200 && answer.whole(), "a whole stream", answer);
        Expect.sameBytes("the next model's stream", direct.body(), answer.body());
        return answer;
    }
}
