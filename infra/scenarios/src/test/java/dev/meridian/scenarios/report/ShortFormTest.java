package dev.meridian.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.scenarios.story.AllScenarios;
import dev.meridian.scenarios.story.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The short form of infra/bin/scenarios: every scenario on one seed, with the rivals and without its mechanism. */
class ShortFormTest {
    private static final List<Scenario> ALL = AllScenarios.list();

    @TestFactory
    Stream<DynamicTest> everyScenarioHoldsOnTheFirstSeed() {
        return Stream.iterate(1, number -> number <= ALL.size(), number -> number + 1)
                .map(number -> DynamicTest.dynamicTest(ALL.get(number - 1).title(), () -> {
                    Result result = new Trial(1).play(number, ALL.get(number - 1));
                    assertThat(result.holds()).as(Lines.of(result, false)).isTrue();
                }));
    }

    @Test
    void theSameSeedGivesTheSamePageAndPicture() {
        Result once = new Trial(1).play(1, ALL.getFirst());
        Result again = new Trial(1).play(1, ALL.getFirst());

        assertThat(Page.of(List.of(again), 1)).isEqualTo(Page.of(List.of(once), 1));
        assertThat(Picture.of(again)).isEqualTo(Picture.of(once));
    }

    @Test
    void thereAreTheThirtyThreeOfTheListAndOneOfClockSteps() {
        assertThat(ALL).hasSize(34);
        assertThat(ALL.stream().map(Scenario::name)).doesNotHaveDuplicates();
    }
}
