package dev.meridian.controller.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class UnreadBodiesTest {
    private static final int LIMIT = 1024 * 1024;

    private final AtomicLong now = new AtomicLong();

    @Test
    void bodyIsReadToItsEnd() throws IOException {
        assertThat(UnreadBodies.read(new ByteArrayInputStream(new byte[LIMIT]), now::get))
                .isEqualTo(LIMIT);
    }

    @Test
    void bodyWithoutAnEndIsLeft() throws IOException {
        assertThat(UnreadBodies.read(endless(Duration.ZERO), now::get)).isBetween(LIMIT, LIMIT + 8192);
    }

    @Test
    void bodyThatTricklesIsLeft() throws IOException {
        UnreadBodies.read(endless(Duration.ofMillis(900)), now::get);

        assertThat(Duration.ofNanos(now.get())).isLessThan(Duration.ofSeconds(4));
    }

    private InputStream endless(Duration pause) {
        return new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] piece, int from, int length) {
                now.addAndGet(pause.toNanos());
                return pause.isZero() ? length : 1;
            }
        };
    }
}
