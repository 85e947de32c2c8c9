package dev.meridian.conformance.chaos;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the command line asks for.
 *
 * @param run which of the three
 * @param time how long {@code failover} runs
 * @param seed of {@code failover} and {@code kills}
 * @param perSecond requests per second of {@code region-loss}
 * @param kills how many there are in {@code kills}
 */
record ChaosOptions(Run run, Duration time, long seed, int perSecond, int kills) {
    /** What there is. */
    enum Run {
        FAILOVER,
        REGION_LOSS,
        KILLS,
        HELP
    }

    static final String USAGE = """
            Usage: infra/bin/chaos failover [--minutes N] [--seed N]
                   infra/bin/chaos region-loss [--rate N]
                   infra/bin/chaos kills [--n N] [--seed N]

            Starts two edges from the built jars with the simulator behind them, and breaks what is behind them; or a controller,
            and kills it.

              failover       random faults from a seed under mixed load; every request is judged by the same rules
                --minutes N    how long, 1 to 120 (10)
                --seed N       to break the same things again; a random one is drawn and printed otherwise
              region-loss    one of two regions goes away under load: its edge is killed, then its upstream refuses
                --rate N       requests per second, 10 to 2000 (500)
              kills          kill -9 of the controller at random moments under four writers; what it acknowledged must be there
                --n N          how many kills, 1 to 100000 (1000)
                --seed N       as above

            Ends with 0 only if nothing happened that must not; 2 on wrong usage. docs/chaos.md says what that is.
            """;

    /** @throws IllegalArgumentException if an argument is unknown or out of its range */
    static ChaosOptions parse(List<String> arguments) {
        Iterator<String> rest = arguments.iterator();
        String name = rest.hasNext() ? rest.next() : "";
        ChaosOptions options = new ChaosOptions(
                switch (name) {
                    case "failover" -> Run.FAILOVER;
                    case "region-loss" -> Run.REGION_LOSS;
                    case "kills" -> Run.KILLS;
                    case "--help", "-h" -> Run.HELP;
                    default -> throw new IllegalArgumentException("it is failover, region-loss or kills");
                },
                Duration.ofMinutes(10),
                ThreadLocalRandom.current().nextInt(1, 1_000_000),
                500,
                1_000);
        while (rest.hasNext()) {
            options = options.with(rest.next().split("=", 2), rest);
        }
        return options;
    }

    private ChaosOptions with(String[] parts, Iterator<String> rest) {
        String key = run + " " + parts[0];
        return switch (key) {
            case "FAILOVER --minutes" ->
                new ChaosOptions(run, Duration.ofMinutes(number(parts, rest, 1, 120)), seed, perSecond, kills);
            case "FAILOVER --seed", "KILLS --seed" ->
                new ChaosOptions(run, time, number(parts, rest, 0, Integer.MAX_VALUE), perSecond, kills);
            case "KILLS --n" -> new ChaosOptions(run, time, seed, perSecond, number(parts, rest, 1, 100_000));
            case "REGION_LOSS --rate" -> new ChaosOptions(run, time, seed, number(parts, rest, 10, 2_000), kills);
            case "FAILOVER --help", "REGION_LOSS --help", "KILLS --help", "FAILOVER -h", "REGION_LOSS -h", "KILLS -h" ->
                new ChaosOptions(Run.HELP, time, seed, perSecond, kills);
            default -> throw new IllegalArgumentException("unknown argument " + parts[0]);
        };
    }

    private static int number(String[] parts, Iterator<String> rest, int least, int most) {
        if (parts.length == 1 && !rest.hasNext()) {
            throw new IllegalArgumentException(parts[0] + " needs a value");
        }
        String text = parts.length == 2 ? parts[1] : rest.next();
        String rule = "%s \"%s\" must be a number from %d to %d".formatted(parts[0], text, least, most);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
        throw new IllegalArgumentException(rule);
    }
}
