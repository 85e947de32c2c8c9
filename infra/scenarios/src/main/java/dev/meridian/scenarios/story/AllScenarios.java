package dev.meridian.scenarios.story;

import java.util.List;

/** The scenarios in their order. */
public final class AllScenarios {
    private AllScenarios() {}

    /** All of them; the place in the list is the number. */
    public static List<Scenario> list() {
        return List.of(
                Losses.regionKill(),
                Losses.tooLittleLeft(),
                Losses.heal(),
                Losses.weightsWithRegionDown(),
                Losses.regionAndController(),
                Losses.twoOfThree());
    }
}
