package dev.meridian.conformance.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run against the controller as it is built; {@code infra/bin/chaos kills} does the long ones. */
class KillsTest {
    private static final int KILLS = 25;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalfApplied(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("kills.seed", ThreadLocalRandom.current().nextInt(1_000_000));
        Outcome outcome = Kills.run(KILLS, seed, folder, System.out);

        assertThat(outcome.lost()).as("seed " + seed).isEmpty();
        assertThat(outcome.halfApplied()).as("seed " + seed).isEmpty();
        assertThat(outcome.acknowledged()).isGreaterThan(KILLS);
    }
}
