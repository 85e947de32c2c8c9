package dev.meridian.edge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteWatchTest {
    private final WriteWatch watch = new WriteWatch(Duration.ofNanos(100));

    @Test
    void clientThatTakesNothingIsStuckAfterTheLimit() {
        assertThat(watch.isStuck(1_000, 50)).isFalse();
        assertThat(watch.isStuck(1_100, 50)).isFalse();
        assertThat(watch.isStuck(1_101, 50)).isTrue();
    }

    @Test
    void clientThatTakesALittleIsNotStuck() {
        for (int i = 0; i < 50; i++) {
            assertThat(watch.isStuck(1_000 + i * 90L, 500 - i)).isFalse();
        }
    }

    @Test
    void writableConnectionIsNeverStuck() {
        assertThat(watch.isStuck(1_000, 0)).isFalse();
        assertThat(watch.isStuck(9_000, 0)).isFalse();
    }
}
