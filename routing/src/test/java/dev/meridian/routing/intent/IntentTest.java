package dev.meridian.routing.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntentTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void onlyAnEnabledRegionsWeightCounts() {
        assertThat(new RegionIntent(80, true).effectiveWeight()).isEqualTo(80);
        assertThat(new RegionIntent(80, false).effectiveWeight()).isZero();
    }

    @Test
    void weightOutOfRangeIsRefused() {
        refused(() -> new RegionIntent(-1, true), "weight -1 must be 0 to 1000");
        refused(() -> new RegionIntent(1_001, true), "weight 1001 must be 0 to 1000");
    }

    @Test
    void drainHoldsUntilItsEnd() {
        Drain drain = drain("upgrade", Duration.ofHours(2));

        assertThat(drain.isActiveAt(START.plus(Duration.ofHours(2)).minusNanos(1)))
                .isTrue();
        assertThat(drain.isActiveAt(START.plus(Duration.ofHours(2)))).isFalse();
    }

    @Test
    void drainWithoutReasonOrEndIsRefusedByNameAndLimit() {
        refused(() -> drain(" ", Duration.ofHours(1)), "reason must not be empty");
        refused(() -> drain("x".repeat(501), Duration.ofHours(1)), "reason has 501 characters, the limit is 500");
        refused(() -> drain("upgrade", Duration.ofHours(73)), "drain lasts PT73H, the limit is PT72H");
        refused(
                () -> drain("upgrade", Duration.ZERO),
                "expiresAt 2026-11-24T10:00:00Z must be after startedAt 2026-11-24T10:00:00Z");
    }

    private static Drain drain(String reason, Duration duration) {
        return new Drain(
                "d-1", new RegionId("eu-west-1"), DrainMode.GRACEFUL, reason, "alice", START, START.plus(duration));
    }

    private static void refused(Runnable making, String message) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(message);
    }
}
