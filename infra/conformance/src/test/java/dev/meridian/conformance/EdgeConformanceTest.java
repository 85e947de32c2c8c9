package dev.meridian.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Cases;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The edge as it is built, in processes of its own, against every case. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class EdgeConformanceTest {
    private Run run;

    @BeforeAll
    void begin(@TempDir Path folder) {
        run = new Run(Cases.all(), new EdgeStages(folder));
    }

    @AfterAll
    void end() {
        run.close();
    }

    @TestFactory
    Stream<DynamicTest> theEdgePasses() {
        return Cases.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.number() + " " + each.title(), () -> check(each)));
    }

    private void check(Case of) throws InterruptedException {
        Verdict verdict = run.verdict(of);
        assertThat(verdict).as(verdict.line(of)).isEqualTo(new Verdict.Passed());
    }
}
