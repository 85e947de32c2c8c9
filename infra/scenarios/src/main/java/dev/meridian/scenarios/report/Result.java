package dev.meridian.scenarios.report;

import dev.meridian.scenarios.story.Run;
import dev.meridian.scenarios.story.Scenario;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of one scenario.
 *
 * @param marks of every player, the mean of all seeds
 * @param seed the first one that breaks a claim, else the first of all
 * @param run ours of that seed, to be drawn
 */
record Result(
        int number, Scenario scenario, List<Verdict> verdicts, SortedMap<Player, Marks> marks, long seed, Run run) {
    /** Whether all claims hold on every seed, and one of them breaks without the mechanism. */
    boolean holds() {
        return verdicts.stream().allMatch(Verdict::holds) && canFail();
    }

    boolean canFail() {
        return verdicts.stream().anyMatch(Verdict::needsMechanism);
    }

    /** The picture's name without its ending. */
    String file() {
        return String.format("%02d-%s", number, scenario.name());
    }
}
