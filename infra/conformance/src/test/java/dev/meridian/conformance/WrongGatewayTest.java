package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.conformance.TinyGateway.Flaw;
import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Cases;
import dev.meridian.conformance.gateway.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A case that cannot fail measures nothing: each of these passes a right gateway and fails the same one with a flaw. */
class WrongGatewayTest {
    private static final String KEY = "sk-tiny";

    @ParameterizedTest
    @CsvSource({
        "DONE_AFTER_A_CUT, 17",
        "DONE_AFTER_A_CUT, 20",
        "DONE_AFTER_A_CUT, 22",
        "TEN_ATTEMPTS, 27",
        "IMPATIENCE, 4",
        "STORING, 3",
        "ASCII_ONLY, 31"
    })
    void caseTellsARightGatewayFromAWrongOne(Flaw flaw, int number) throws Exception {
        assertThat(verdict(Flaw.NONE, number)).isInstanceOf(Verdict.Passed.class);
        assertThat(verdict(flaw, number)).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void whatTheTinyGatewayDoesNotDoAtAllFails() throws Exception {
        for (int number : new int[] {6, 16, 23, 28, 35, 39}) {
            assertThat(verdict(Flaw.NONE, number)).as("case " + number).isInstanceOf(Verdict.Failed.class);
        }
    }

    @Test
    void lastLineCountsWhatWasRunAndWhatNeedsMeridian() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        boolean passed = run(Flaw.NONE, List.of(1, 27, 28), new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(passed).isFalse();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("SKIP   1  needs the x-meridian- headers: ", "PASS  27  ", "FAIL  28  ")
                .endsWith("conformance: 1 of 2, 1 need Meridian" + System.lineSeparator());
    }

    private static Verdict verdict(Flaw flaw, int number) throws Exception {
        try (TinyGateway gateway = new TinyGateway(flaw);
                Run run = new Run(cases(List.of(number)), target(gateway))) {
            return run.verdict(cases(List.of(number)).getFirst());
        }
    }

    private static boolean run(Flaw flaw, List<Integer> numbers, PrintStream out) throws Exception {
        try (TinyGateway gateway = new TinyGateway(flaw)) {
            return Conformance.run(cases(numbers), target(gateway), out);
        }
    }

    private static Stages target(TinyGateway gateway) {
        Stage stage = Stage.at(gateway.address(), KEY, 0, Options.DEFAULT_KEY);
        gateway.pointAt(stage.upstream().baseUrl());
        return new TargetStages(stage);
    }

    private static List<Case> cases(List<Integer> numbers) {
        return Cases.all().stream()
                .filter(each -> numbers.contains(each.number()))
                .toList();
    }
}
