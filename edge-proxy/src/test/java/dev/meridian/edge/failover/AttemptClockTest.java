package dev.meridian.edge.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.edge.settings.Limits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AttemptClockTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Limits limits =
            new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("meridian.edge.limits", Limits.class);

    @Test
    void unaryAttemptGetsItsPartOfWhatRemains() {
        AttemptClock clock = unary(seconds(120));
        clock.attempt(0, TIMEOUT, 3, false);
        assertThat(clock.isAttemptOver(seconds(40) - 1)).isFalse();
        assertThat(clock.isAttemptOver(seconds(40))).isTrue();
        clock.attempt(seconds(40), TIMEOUT, 1, false);
        assertThat(clock.isAttemptOver(seconds(100) - 1))
                .as("at most the attempt's own limit")
                .isFalse();
        assertThat(clock.isAttemptOver(seconds(100))).isTrue();
        assertThat(clock.isOver(seconds(120))).isTrue();
    }

    @Test
    void hopIsToldHalfOfWhatRemains() {
        AttemptClock clock = unary(seconds(100));
        clock.attempt(seconds(20), TIMEOUT, 3, true);
        assertThat(clock.hopMillis(seconds(20))).isEqualTo(40_000);
        assertThat(stream().hopMillis(seconds(20))).as("no limit").isEqualTo(-1);
    }

    @Test
    void streamHasALimitToItsFirstContentAndNoneInAll() {
        AttemptClock clock = stream();
        clock.attempt(0, Duration.ofSeconds(20), 3, false);
        assertThat(clock.isAttemptOver(seconds(20) - 1)).isFalse();
        assertThat(clock.isAttemptOver(seconds(20))).isTrue();
        assertThat(clock.isOver(seconds(1_000))).isFalse();
    }

    @Test
    void streamHasTheLimitThatItsClientSets() {
        AttemptClock clock = new AttemptClock(limits, true, Duration.ofSeconds(5), 0);
        clock.attempt(0, Duration.ofSeconds(20), 3, false);
        assertThat(clock.isOver(seconds(5) - 1)).isFalse();
        assertThat(clock.isOver(seconds(5))).isTrue();
    }

    @Test
    void streamOverAHopMayWaitAsLongAsThePeerSaysSomething() {
        AttemptClock clock = stream();
        clock.attempt(0, TIMEOUT, 3, true);
        clock.received(seconds(15));
        clock.received(seconds(30));
        assertThat(clock.isAttemptOver(seconds(59))).isFalse();
        assertThat(clock.isAttemptOver(seconds(60))).isTrue();
    }

    @Test
    void pingIsDueWhileTheClientHearsNothingWhateverTheUpstreamSays() {
        AttemptClock clock = stream();
        clock.attempt(0, TIMEOUT, 3, true);
        clock.received(seconds(14));
        assertThat(clock.pingIsDue(seconds(15) - 1)).isFalse();
        assertThat(clock.pingIsDue(seconds(15))).isTrue();
        assertThat(clock.pingIsDue(seconds(16))).as("once a period").isFalse();
        assertThat(clock.pingIsDue(seconds(30))).isTrue();
        assertThat(unary(seconds(100)).pingIsDue(seconds(99))).isFalse();
    }

    private AttemptClock unary(long totalNanos) {
        return new AttemptClock(limits, false, Duration.ofNanos(totalNanos), 0);
    }

    private AttemptClock stream() {
        return new AttemptClock(limits, true, null, 0);
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
