package dev.meridian.edge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedPageTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final SharedPage page = new SharedPage(() -> "page " + made.incrementAndGet(), nanos::get);

    @Test
    void pageThatIsBeingReadIsSharedForASecond() {
        ByteBuf first = page.page();
        ByteBuf second = page.page();
        assertThat(text(second)).isEqualTo("page 1");
        second.skipBytes(4);
        assertThat(text(first)).as("each reader reads by itself").isEqualTo("page 1");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        ByteBuf third = page.page();
        assertThat(text(third)).isEqualTo("page 2");
        assertThat(first.release()).isFalse();
        assertThat(second.release()).as("nobody holds it any more").isTrue();
        assertThat(third.release()).isTrue();
    }

    @Test
    void pageThatNobodyReadsIsMadeAnew() {
        page.page().release();
        ByteBuf fresh = page.page();
        assertThat(text(fresh)).isEqualTo("page 2");
        fresh.release();
    }

    private static String text(ByteBuf bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
