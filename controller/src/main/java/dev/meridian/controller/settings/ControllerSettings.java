package dev.meridian.controller.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The controller's settings, keys {@code meridian.controller.*}.
 *
 * @param regionsFile the installation's {@code regions.yaml}; required
 * @param dataDir where the store lies; default {@code ./data}
 * @param tokensFile the file of hashed tokens; without it and without {@code clustersFile} the controller binds to
 *     loopback only
 * @param clustersFile the clusters whose service account tokens are taken
 * @param decisionInterval time between two decisions, 100 ms to 1 min; default 5 s
 * @param auditRetention how long entries of the audit are kept, at least a day; for ever unless set
 * @param tableHistory how many published tables are kept, 1 to 100 000; default 1 000
 * @param tableHistorySize how large they may be together, compressed, 1 MB to 4 GB; default 64 MB
 * @param limits how much is taken of callers
 * @param policy the decision's numbers by key, see {@link PolicyKeys}
 */
@ConfigurationProperties(prefix = ControllerSettings.PREFIX, ignoreUnknownFields = false)
public record ControllerSettings(
        Path regionsFile,
        @DefaultValue("./data") Path dataDir,
        @Nullable Path tokensFile,
        @Nullable Path clustersFile,
        @DefaultValue("5s") Duration decisionInterval,
        @Nullable Duration auditRetention,
        @DefaultValue("1000") int tableHistory,
        @DefaultValue("64MB") DataSize tableHistorySize,
        @DefaultValue LimitSettings limits,
        @DefaultValue Map<String, String> policy) {
    static final String PREFIX = "meridian.controller";

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

    /** Each new table looks at all that are kept. */
    private static final int MOST_TABLES = 100_000;

    private static final DataSize SMALLEST_HISTORY = DataSize.ofMegabytes(1);

    /** All of it is in each backup. */
    private static final DataSize LARGEST_HISTORY = DataSize.ofGigabytes(4);

    /**
     * Checks the ranges.
     *
     * @throws ConfigurationError if a setting is missing or out of its range
     */
    @SuppressWarnings("NullAway") // the binder passes null for a missing key
    public ControllerSettings {
        if (regionsFile == null) {
            throw new ConfigurationError(
                    PREFIX + ".regions-file is not set; it names the regions.yaml of the installation");
        }
        if (decisionInterval.compareTo(SHORTEST_INTERVAL) < 0 || decisionInterval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new ConfigurationError(PREFIX + ".decision-interval is " + decisionInterval.toMillis()
                    + " ms, it must be " + SHORTEST_INTERVAL.toMillis() + " to " + LONGEST_INTERVAL.toMillis() + " ms");
        }
        if (auditRetention != null && auditRetention.compareTo(SHORTEST_RETENTION) < 0) {
            throw new ConfigurationError(PREFIX + ".audit-retention is " + auditRetention.toHours() + " h, it must be "
                    + SHORTEST_RETENTION.toHours() + " h or more");
        }
        if (tableHistory < 1 || tableHistory > MOST_TABLES) {
            throw new ConfigurationError(
                    PREFIX + ".table-history is " + tableHistory + ", it must be 1 to " + MOST_TABLES);
        }
        if (tableHistorySize.compareTo(SMALLEST_HISTORY) < 0 || tableHistorySize.compareTo(LARGEST_HISTORY) > 0) {
            throw new ConfigurationError(PREFIX + ".table-history-size is " + tableHistorySize + ", it must be "
                    + SMALLEST_HISTORY.toMegabytes() + " MB to " + LARGEST_HISTORY.toGigabytes() + " GB");
        }
        policy = Map.copyOf(policy);
    }
}
