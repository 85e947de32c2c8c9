package dev.meridian.conformance.chaos;

import dev.meridian.conformance.kills.Kills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The program: {@code infra/bin/chaos} starts it. */
public final class Chaos {
    private static final int WRONG_USAGE = 2;

    private Chaos() {}

    /**
     * Runs what the arguments say.
     *
     * @return the exit code: 0 only if nothing happened that must not
     */
    public static int run(List<String> arguments) throws IOException, InterruptedException {
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("chaos: " + e.getMessage());
            System.err.print(ChaosOptions.USAGE);
            return WRONG_USAGE;
        }
        if (options.run() == ChaosOptions.Run.HELP) {
            System.out.print(ChaosOptions.USAGE);
            return 0;
        }
        Path folder = Files.createTempDirectory("meridian-chaos-");
        int wrong = switch (options.run()) {
            case FAILOVER -> Failover.run(options.time(), Failover.PER_SECOND, options.seed(), folder, System.out);
            case REGION_LOSS -> RegionLoss.run(options.perSecond(), RegionLoss.LONG, folder, System.out);
            case KILLS ->
                Kills.run(options.kills(), options.seed(), folder, System.out).isGood() ? 0 : 1;
            case HELP -> 0;
        };
        if (wrong == 0) {
            delete(folder);
        } else {
            System.err.println("the programs' logs are kept in " + folder);
        }
        return wrong == 0 ? 0 : 1;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
