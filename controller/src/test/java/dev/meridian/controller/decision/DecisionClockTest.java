package dev.meridian.controller.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionClockTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private Instant wall = START;
    private long nanos = 7_000;

    @Test
    void clockGoesWithTheWallWhileThatIsRight() {
        DecisionClock clock = new DecisionClock(() -> wall, () -> nanos, null);
        pass(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600, -3_600})
    void stepOfTheWallIsMadeUpForSlowly(long seconds) {
        DecisionClock clock = new DecisionClock(() -> wall, () -> nanos, null);
        wall = wall.plusSeconds(seconds);
        pass(Duration.ofSeconds(60));

        Duration off = Duration.between(START.plusSeconds(60), clock.instant());
        assertThat(off).isEqualTo(Duration.ofSeconds(Long.signum(seconds) * 3L));
    }

    @Test
    void timeNeverGoesBackAndReachesTheWallAgain() {
        DecisionClock clock = new DecisionClock(() -> wall, () -> nanos, null);
        wall = wall.minusSeconds(10);
        Instant last = clock.instant();
        for (int second = 0; second < 250; second++) {
            pass(Duration.ofSeconds(1));
            assertThat(clock.instant()).isAfter(last);
            last = clock.instant();
        }
        assertThat(last).isEqualTo(wall);
    }

    @Test
    void timeBeginsNoEarlierThanTheLastDecision() {
        DecisionClock clock = new DecisionClock(() -> wall, () -> nanos, START.plusSeconds(3_600));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3_600));
    }

    @Test
    void decisionOfAWrongClockIsNotFollowed() {
        DecisionClock clock = new DecisionClock(() -> wall, () -> nanos, START.plus(Duration.ofDays(30)));
        assertThat(clock.instant()).isEqualTo(START);
        pass(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }
}
