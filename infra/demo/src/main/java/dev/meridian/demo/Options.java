package dev.meridian.demo;

import dev.meridian.demo.view.Screen;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param story play the story and end
 * @param length how long the live view lasts; zero means until Ctrl-C
 * @param plain no terminal control codes
 * @param rate requests per second of the clients of each region
 * @param help print the usage and end
 */
record Options(boolean story, Duration length, boolean plain, double rate, boolean help) {
    /** Light traffic: a small laptop runs eight programs besides. */
    static final double DEFAULT_RATE = 10;

    /** More would measure the laptop, not Meridian. */
    static final double MAX_RATE = 100;

    private static final int MAX_SECONDS = 86_400;

    static final String USAGE = """
            usage: infra/bin/demo [--story] [--seconds N] [--plain] [--rate R]

              (nothing)     three regions under traffic, live in this terminal, until Ctrl-C
              --story       play the story, check every step, and end with 0 only if all were as expected
              --seconds N   end after N seconds, 1 to %d; with 0 only if no request failed
              --plain       no terminal control codes; also where the output is not a terminal
              --rate R      requests per second from each region, 1 to %.0f (default %.0f)

            The live view wants a terminal of about %d columns by %d rows: on a lower one the calls to try are cut
            off. --plain prints them whole.
            """.formatted(MAX_SECONDS, MAX_RATE, DEFAULT_RATE, Screen.COLUMNS, Screen.ROWS);

    /** @throws IllegalArgumentException if an argument is unknown or out of its range */
    static Options parse(List<String> arguments) {
        Options options = new Options(false, Duration.ZERO, false, DEFAULT_RATE, false);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String[] parts = rest.next().split("=", 2);
            options = switch (parts[0]) {
                case "--story" -> options.with(true, options.plain, options.help);
                case "--plain" -> options.with(options.story, true, options.help);
                case "--help", "-h" -> options.with(options.story, options.plain, true);
                case "--seconds" -> {
                    double seconds = number(parts, rest, 1, MAX_SECONDS);
                    yield new Options(
                            options.story,
                            Duration.ofMillis((long) (seconds * 1_000)),
                            options.plain,
                            options.rate,
                            options.help);
                }
                case "--rate" ->
                    new Options(
                            options.story,
                            options.length,
                            options.plain,
                            number(parts, rest, 1, MAX_RATE),
                            options.help);
                default -> throw new IllegalArgumentException("unknown argument " + parts[0]);
            };
        }
        return options;
    }

    /** The same without terminal control codes. */
    Options inPlain() {
        return with(story, true, help);
    }

    private Options with(boolean newStory, boolean newPlain, boolean newHelp) {
        return new Options(newStory, length, newPlain, rate, newHelp);
    }

    private static double number(String[] parts, Iterator<String> rest, double least, double most) {
        if (parts.length == 1 && !rest.hasNext()) {
            throw new IllegalArgumentException(parts[0] + " needs a number");
        }
        String text = parts.length == 2 ? parts[1] : rest.next();
        String rule = "%s %s must be a number from %.0f to %.0f".formatted(parts[0], text, least, most);
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
        throw new IllegalArgumentException(rule);
    }
}
