package dev.meridian.conformance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs against the edge as it is built; {@code infra/bin/chaos} does the long ones. */
class ChaosTest {
    /** Comes to a phase of each kind within the time of the test. */
    private static final long SEED = 20_261_124;

    /** What is left of a machine on which other tests run too. */
    private static final int PER_SECOND = 100;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void edgesHoldWhateverBreaksBehindThem(@TempDir Path folder) throws Exception {
        int violations = Failover.run(Duration.ofSeconds(20), PER_SECOND, SEED, folder, out());
        assertThat(violations).as(report()).isZero();
        assertThat(report()).contains("seed " + SEED).containsPattern("chaos: \\d+ requests, .* 0 violations");
    }

    @Test
    void lostRegionCostsNoRequestWhoseAnswerHadNotBegun(@TempDir Path folder) throws Exception {
        RegionLoss.Times times = new RegionLoss.Times(Duration.ofSeconds(2), Duration.ofSeconds(4));
        int failed = RegionLoss.run(PER_SECOND, times, folder, out());
        assertThat(failed).as(report()).isZero();
        assertThat(report()).containsPattern("region-loss: \\d+ requests, 0 failed, \\d+ broken off after content");
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private String report() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
