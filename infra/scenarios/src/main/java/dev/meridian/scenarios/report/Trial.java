package dev.meridian.scenarios.report;

import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.scenarios.story.Claim;
import dev.meridian.scenarios.story.Run;
import dev.meridian.scenarios.story.Scenario;
import dev.meridian.scenarios.world.Setup;
import dev.meridian.scenarios.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Plays a scenario on every seed: ours, the rivals, and ours once without the mechanism. */
final class Trial {
    private final int seeds;

    /** @param seeds how many; they are 1 and the numbers after it */
    Trial(int seeds) {
        this.seeds = seeds;
    }

    Result play(int number, Scenario scenario) {
        List<Run> ours = runs(scenario, Player.MERIDIAN);
        Run without = live(scenario.setupWithout(), Player.MERIDIAN, 1);
        SortedMap<Player, Marks> marks = new TreeMap<>();
        marks.put(Player.MERIDIAN, mean(ours));
        for (Player rival : Player.values()) {
            marks.computeIfAbsent(rival, player -> mean(runs(scenario, player)));
        }
        List<Verdict> verdicts = scenario.claims().stream()
                .map(claim -> verdict(claim, ours, without))
                .toList();
        long seed = verdicts.stream()
                .flatMap(verdict -> verdict.broken().stream())
                .min(Long::compare)
                .orElse(1L);
        return new Result(number, scenario, verdicts, marks, seed, ours.get((int) seed - 1));
    }

    private List<Run> runs(Scenario scenario, Player player) {
        return LongStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> live(scenario.setup(), player, seed))
                .toList();
    }

    private static Run live(Setup setup, Player player, long seed) {
        PolicySettings settings = setup.settings();
        return new Run(new World(setup, () -> player.policy(settings), seed).live());
    }

    private static Verdict verdict(Claim claim, List<Run> runs, Run without) {
        List<Double> values =
                runs.stream().map(run -> claim.measure().applyAsDouble(run)).toList();
        List<Long> broken = new ArrayList<>();
        IntStream.range(0, values.size())
                .filter(i -> !claim.allows(values.get(i)))
                .forEach(i -> broken.add(i + 1L));
        double worst = values.stream().reduce(claim::worse).orElse(Double.NaN);
        return new Verdict(claim, worst, broken, claim.measure().applyAsDouble(without));
    }

    private static Marks mean(List<Run> runs) {
        return runs.stream().map(Marks::of).reduce(Marks.NONE, Marks::plus).dividedBy(runs.size());
    }
}
