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
    void hopIsToldALittleLessThanHalfOfWhatRemainsSoThatItsAnswerComesInTime() {
        AttemptClock clock = unary(seconds(100));
        clock.attempt(seconds(20), TIMEOUT, 3, true);
        assertThat(clock.hopMillis(seconds(20))).isEqualTo(38_000);
        assertThat(clock.isAttemptOver(seconds(60) - 1)).isFalse();
        assertThat(clock.isAttemptOver(seconds(60))).isTrue();
        clock.attempt(seconds(96), TIMEOUT, 3, true);
        assertThat(clock.hopMillis(seconds(96))).as("at least 250 ms").isEqualTo(1_750);
        clock.attempt(seconds(100) - 400_000_000, TIMEOUT, 3, true);
        assertThat(clock.hopMillis(seconds(100) - 400_000_000))
                .as("at most a quarter")
                .isEqualTo(150);
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
    void streamMaySayNothingUntilItsFirstContentIsDue() {
        AttemptClock clock = stream();
        clock.attempt(0, Duration.ofMinutes(2), 3, false);
        assertThat(clock.isAttemptOver(seconds(119)))
                .as("stream-idle is for later")
                .isFalse();
        assertThat(clock.isAttemptOver(seconds(120))).isTrue();
    }

    @Test
    void attemptIsToBlameOnlyIfItHadTime() {
        AttemptClock clock = unary(seconds(30));
        clock.attempt(0, TIMEOUT, 3, false);
        assertThat(clock.isAttemptOver(seconds(10))).isTrue();
        assertThat(clock.wasFair(seconds(10)))
                .as("a third of what the client gave")
                .isFalse();
        assertThat(clock.wasFair(seconds(15)))
                .as("most of what a stream's first content may take")
                .isTrue();
        clock.attempt(0, Duration.ofSeconds(5), 3, false);
        assertThat(clock.wasFair(seconds(5)))
                .as("as long as any attempt may take")
                .isTrue();
        AttemptClock stream = new AttemptClock(limits, true, Duration.ofSeconds(5), 0);
        stream.attempt(0, TIMEOUT, 3, false);
        assertThat(stream.wasFair(seconds(59))).isFalse();
        assertThat(stream.wasFair(seconds(60))).isTrue();
    }

    @Test
    void everyModelOfTheDefaultChainThatHangsBehindAHopIsToBlame() {
        AttemptClock caller = unary(limits.request().toNanos());
        caller.attempt(0, TIMEOUT, 3, true);
        AttemptClock peer = unary(Duration.ofMillis(caller.hopMillis(0)).toNanos());
        long now = 0;
        for (int left = 3; left > 0; left--) {
            peer.attempt(now, TIMEOUT, left, false);
            now += seconds(1);
            while (!peer.isAttemptOver(now) && !peer.isOver(now)) {
                now += seconds(1);
            }
            assertThat(peer.wasFair(now)).isTrue();
        }
    }

    @Test
    void regionThatIsSilentIsToBlameForAStreamHoweverLongItsModelMayThink() {
        AttemptClock clock = stream();
        clock.attempt(0, Duration.ofMinutes(2), 3, true);
        assertThat(clock.isAttemptOver(seconds(30))).isTrue();
        assertThat(clock.wasFair(seconds(30))).isTrue();
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
