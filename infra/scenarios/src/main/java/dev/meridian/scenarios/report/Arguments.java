package dev.meridian.scenarios.report;

import dev.meridian.scenarios.story.AllScenarios;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param seeds 1 to 1000
 * @param only the number of one scenario; 0 for all
 * @param out where the page goes; null for nowhere
 */
record Arguments(int seeds, int only, @Nullable Path out) {
    private static final int DEFAULT_SEEDS = 20;

    static Arguments parse(String[] given) {
        int seeds = DEFAULT_SEEDS;
        int only = 0;
        @Nullable Path docs = null;
        @Nullable Path out = null;
        for (int i = 0; i < given.length; i += 2) {
            if (i + 1 == given.length) {
                throw new IllegalArgumentException(given[i] + " needs a value, see --help");
            }
            switch (given[i]) {
                case "--seeds" -> seeds = number(given[i], given[i + 1], 1_000);
                case "--only" ->
                    only = number(given[i], given[i + 1], AllScenarios.list().size());
                case "--docs" -> docs = Path.of(given[i + 1]);
                case "--out" -> out = Path.of(given[i + 1]);
                default -> throw new IllegalArgumentException("no such option: " + given[i]);
            }
        }
        return new Arguments(seeds, only, out == null && only == 0 ? docs : out);
    }

    private static int number(String option, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(option + " " + value + " is no number", notOne);
        }
        throw new IllegalArgumentException(option + " " + value + " must be 1 to " + most);
    }
}
