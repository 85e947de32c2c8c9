package dev.meridian.scenarios.report;

import dev.meridian.scenarios.story.AllScenarios;
import dev.meridian.scenarios.story.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program: plays the scenarios, writes what came of them, and ends with 0 where all hold. */
public final class Scenarios {
    private Scenarios() {}

    /** See {@code infra/bin/scenarios --help}. */
    public static void main(String[] arguments) throws IOException {
        Arguments given;
        try {
            given = Arguments.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("scenarios: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        List<Result> results = play(given);
        if (given.out() != null) {
            write(given.out(), results, given.seeds());
        }
        System.out.println(Page.lastLine(results));
        System.exit(results.stream().allMatch(Result::holds) ? 0 : 1);
    }

    private static List<Result> play(Arguments given) {
        Trial trial = new Trial(given.seeds());
        List<Scenario> all = AllScenarios.list();
        List<Result> results = new ArrayList<>();
        for (int number = 1; number <= all.size(); number++) {
            if (given.only() == 0 || given.only() == number) {
                Result result = trial.play(number, all.get(number - 1));
                results.add(result);
                System.out.println(Lines.of(result, given.only() != 0));
            }
        }
        return results;
    }

    private static void write(Path out, List<Result> results, int seeds) throws IOException {
        Path pictures = Files.createDirectories(out.resolve("scenarios"));
        for (Result result : results) {
            Files.writeString(pictures.resolve(result.file() + ".svg"), Picture.of(result));
        }
        Files.writeString(out.resolve("scenarios.md"), Page.of(results, seeds));
    }
}
