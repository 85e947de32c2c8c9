package dev.meridian.edge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LingerTest {
    private final Linger linger = new Linger(Duration.ofSeconds(75));

    @Test
    void isNotOverBeforeItBegins() {
        assertThat(linger.isOver(seconds(1_000))).isFalse();
    }

    @Test
    void slowReaderGetsItsWholeAnswerButNotForEver() {
        linger.begin(seconds(10));
        assertThat(linger.isOver(seconds(84))).isFalse();
        assertThat(linger.isOver(seconds(86))).isTrue();
    }

    @Test
    void twoSecondsAreLeftOnceTheAnswerIsOut() {
        linger.begin(seconds(10));
        linger.outputEnded(seconds(60));
        assertThat(linger.isOver(seconds(62))).isFalse();
        assertThat(linger.isOver(seconds(63))).isTrue();
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
