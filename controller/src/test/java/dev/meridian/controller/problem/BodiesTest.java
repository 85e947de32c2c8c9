package dev.meridian.controller.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BodiesTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void bodyThatTricklesIsRefusedAfterItsTime() {
        assertThatThrownBy(() -> Bodies.read(trickle(Duration.ofSeconds(9)), 100, now::get))
                .isInstanceOf(Refused.class)
                .hasMessage("the body took longer than 20 s, which is the limit");
        assertThat(Duration.ofNanos(now.get())).isEqualTo(Duration.ofSeconds(27));
    }

    @Test
    void bodyThatEndsInTimeIsReadWhole() throws IOException {
        assertThat(Bodies.read(trickle(Duration.ofSeconds(4)), 100, now::get)).hasSize(5);
    }

    @Test
    void bodyOfAKnownLengthIsReadIntoOneArrayWithinTheSameTime() throws IOException {
        byte[] body = new byte[5];
        assertThat(Bodies.read(trickle(Duration.ofSeconds(4)), body, now::get)).isSameAs(body);
        assertThat(Bodies.read(trickle(Duration.ofSeconds(1)), new byte[7], now::get))
                .as("fewer than announced")
                .hasSize(5);
        assertThatThrownBy(() -> Bodies.read(trickle(Duration.ofSeconds(9)), new byte[5], now::get))
                .isInstanceOf(Refused.class)
                .hasMessage("the body took longer than 20 s, which is the limit");
    }

    /** Five bytes, each after a pause. */
    private InputStream trickle(Duration pause) {
        return new ByteArrayInputStream(new byte[5]) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                now.addAndGet(pause.toNanos());
                return super.read(into, offset, 1);
            }
        };
    }
}
